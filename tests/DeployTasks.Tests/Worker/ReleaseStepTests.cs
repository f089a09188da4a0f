using System.Collections.Immutable;
using DeployTasks.Recipes;

namespace DeployTasks.Tests.Worker;

public class ReleaseStepTests
{
    [Fact]
    public async Task What_stands_behind_with_are_settings_for_that_step_alone()
    {
        var scene = new HostScene(
            ("deploy_path", new Text("/srv/app")), ("keep_releases", new Number("5")), ("fewer", new Number("2")));
        var cleanup = new ReleaseStep(HostScene.Place, "cleanup");
        _ = await scene.RunAsync(cleanup with { Arguments = ImmutableSortedDictionary<string, string>.Empty.Add("keep_releases", "{{fewer}}") });
        _ = await scene.RunAsync(cleanup);
        Assert.Equal(["keep='2'", "keep='5'"], scene.Host.Commands.Select(command =>
            command.Script.Split('\n').Single(line => line.StartsWith("keep=", StringComparison.Ordinal))));
    }
}
