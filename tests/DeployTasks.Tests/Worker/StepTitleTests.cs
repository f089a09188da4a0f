using DeployTasks.Events;
using DeployTasks.Recipes;

namespace DeployTasks.Tests.Worker;

public class StepTitleTests
{
    [Theory]
    [InlineData("echo {{x}}", "echo 'it'\\''s \"main\" $HOME'")]
    [InlineData("echo \"{{x}}\"", "echo \"it's \\\"main\\\" \\$HOME\"")]
    [InlineData("echo {{list}}", "echo 'a' 'b'")]
    public async Task The_title_of_a_command_is_what_runs(string command, string title)
    {
        var scene = Scene();

        _ = await scene.RunAsync(new RunStep(HostScene.Place, command));

        Assert.Equal(title, scene.Events.OfType<StepStarted>().Single().Title);
        Assert.Equal(title, scene.Host.Scripts.Single());
    }

    [Fact]
    public async Task A_secret_in_it_is_masked_however_it_is_quoted()
    {
        var scene = Scene();

        _ = await scene.RunAsync(new RunStep(HostScene.Place, "login {{password}}"));

        Assert.DoesNotContain("s3c", scene.Events.OfType<StepStarted>().Single().Title);
    }

    [Fact]
    public async Task What_a_skipped_step_names_and_nobody_has_set_is_shown_as_a_name()
    {
        var scene = Scene();

        _ = await scene.RunAsync(new RunStep(HostScene.Place, "service={{service}}; restart") { If = "{{service}}" });

        Assert.Equal("service='<service>'; restart", scene.Events.OfType<StepStarted>().Single().Title);
        Assert.Empty(scene.Host.Scripts);
    }

    private static HostScene Scene() => new(
        ("x", Text.Literal("it's \"main\" $HOME")),
        ("list", new Items([new Text("a"), new Text("b")])),
        ("password", new Secret("it's s3cret")));
}
