using System.Collections.Immutable;
using DeployTasks.Events;
using DeployTasks.Recipes;

namespace DeployTasks.Tests.Worker;

public class DryRunTests
{
    private static readonly Step Kernel = new RunStep(HostScene.Place, "uname -r") { Output = "kernel" };

    [Fact]
    public async Task What_a_command_would_have_found_out_is_stood_for_in_later_steps()
    {
        var scene = new HostScene(("dry_run", new Flag(true)));

        var outcome = await scene.RunAsync(Kernel, Set("short", "v{{kernel}}"), new RunStep(HostScene.Place, "echo {{short}}"));

        Assert.True(outcome.IsSuccess);
        Assert.Equal("echo 'v<kernel>'", scene.Events.OfType<StepStarted>().Last().Title);
        Assert.Empty(scene.Host.Scripts);
    }

    [Fact]
    public async Task A_command_that_its_condition_leaves_out_would_have_found_out_nothing()
    {
        var scene = new HostScene(("dry_run", new Flag(true)), ("kernel", new Text("6.1")));

        _ = await scene.RunAsync(Kernel with { If = "{{missing}}" });

        Assert.Equal("6.1", scene.Settings.Text("kernel"));
    }

    [Fact]
    public async Task A_name_that_nothing_sets_is_still_a_mistake()
    {
        var scene = new HostScene(("dry_run", new Flag(true)));

        Assert.Equal("DT1015", (await scene.FailAsync(Set("short", "{{kernal}}"))).Code);
    }

    private static SetStep Set(string name, string template) =>
        new(HostScene.Place, ImmutableSortedDictionary<string, Value>.Empty.Add(name, new Text(template)));
}
