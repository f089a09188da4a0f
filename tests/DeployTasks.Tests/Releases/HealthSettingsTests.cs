using System.Collections.Immutable;
using DeployTasks.Recipes;
using DeployTasks.Releases;

namespace DeployTasks.Tests.Releases;

public sealed class HealthSettingsTests
{
    private static readonly ReleaseStep Step = new(new Place("deploy.yaml"), "health");

    [Fact]
    public void The_setting_becomes_the_step_it_stands_for()
    {
        var step = HealthSettings.StepOf(With(("url", new Text("http://localhost:{{port}}/")), ("expect", new Number("204")), ("timeout", new Text("5s")), ("interval", new Text("250ms"))), Step);
        Assert.Equal("http://localhost:{{port}}/", step!.Url);
        Assert.Equal("204", step.Expect);
        Assert.Equal(TimeSpan.FromSeconds(5), step.Timeout);
        Assert.Equal(TimeSpan.FromMilliseconds(250), step.Interval);
    }

    [Fact]
    public void Without_the_setting_there_is_no_step() => Assert.Null(HealthSettings.StepOf(Settings.Empty, Step));

    private static Settings With(params (string Name, Value Value)[] members) =>
        Settings.Empty.With("health", new Map(members.ToImmutableSortedDictionary(m => m.Name, m => m.Value)));
}
