using DeployTasks.Tool.Options;

namespace DeployTasks.Tests.GitHub;

public class RollbackReportTests
{
    private static readonly Answer Known = new(200, """
        [
          {"id":6,"sha":"f","payload":""},
          {"id":5,"sha":"e","payload":{"release":"r3"}}, {"id":4,"sha":"d","payload":{"release":"r3"}},
          {"id":3,"sha":"c","payload":{"release":"r2"}}, {"id":1,"sha":"a","payload":{"release":"r1"}}
        ]
        """);

    [Fact]
    public async Task What_was_taken_back_is_inactive_and_what_is_served_again_a_success()
    {
        await using var scene = await ReportScene.StartAsync(Known);

        await RollBackAsync(scene, ExitCode.Done, from: "r3", to: "r2");

        Assert.Equal(["5 inactive", "4 inactive", "3 success"], scene.Statuses);
        Assert.Equal("Rolled back to r2", (string)scene.Server.Asked[1].Json["description"]!);
        Assert.DoesNotContain(scene.Server.Asked, asked => asked.Method == "POST" && asked.Path.EndsWith("/deployments", StringComparison.Ordinal));
        Assert.Contains("\n3\n", scene.Output);
        Assert.Empty(scene.Warnings);
    }

    [Theory]
    [InlineData(ExitCode.StepFailed)]
    [InlineData(ExitCode.PartlyPublished)]
    [InlineData(ExitCode.Interrupted)]
    public async Task A_rollback_that_failed_marks_nothing(ExitCode exit)
    {
        await using var scene = await ReportScene.StartAsync(Known);

        await RollBackAsync(scene, exit, from: "r3", to: "r2");

        Assert.Empty(scene.Server.Asked);
    }

    [Fact]
    public async Task A_release_that_GitHub_never_heard_of_is_a_warning()
    {
        await using var scene = await ReportScene.StartAsync(Known);

        await RollBackAsync(scene, ExitCode.Done, from: "r3", to: "r0");

        Assert.Equal(["5 inactive", "4 inactive"], scene.Statuses);
        Assert.Equal("DT8031", Assert.Single(scene.Warnings).Code);
    }

    [Fact]
    public async Task Where_others_make_the_deployments_nothing_is_said()
    {
        await using var scene = await ReportScene.StartAsync(new Answer(200, """[{"id":6,"sha":"f","payload":""}]"""));

        await RollBackAsync(scene, ExitCode.Done, from: "r3", to: "r2", DeploymentMode.Auto);

        Assert.Empty(scene.Statuses);
        Assert.Empty(scene.Warnings);
    }

    private static async Task RollBackAsync(
        ReportScene scene, ExitCode exit, string from, string to, DeploymentMode mode = DeploymentMode.Api)
    {
        await using var report = scene.Begin(mode, "rollback")!;
        ReportScene.End(report, exit, served: to, before: from);
    }
}
