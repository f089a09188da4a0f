using System.Text;
using DeployTasks.Events;
using DeployTasks.Recipes;
using DeployTasks.Scripts;

namespace DeployTasks.Tests.Worker;

/// <summary><c>script clean</c> on a host whose clock may be years from ours.</summary>
public class ScriptCleanTests
{
    private const int Decade = 10 * 365 * 24 * 3600;

    [Theory]
    [InlineData(0), InlineData(-Decade), InlineData(Decade)]
    public async Task The_age_of_a_script_is_what_its_host_has_seen_of_it(int off)
    {
        await using var host = await RealHost.OpenAsync();
        Set(host, off);
        var scene = await EndedAsync(host);

        Assert.Equal(Outcome.Unchanged, await scene.RunAsync(Clean(host) with { Age = TimeSpan.FromDays(7) }));
        Assert.True(Directory.Exists(host["scripts/web1/job-r1"]));
        Set(host, off + 8 * 24 * 3600);
        Assert.Equal(Outcome.Done, await scene.RunAsync(Clean(host) with { Age = TimeSpan.FromDays(7) }));
        Assert.False(Directory.Exists(host["scripts/web1/job-r1"]));
        Assert.Equal(["nothing to remove", "removed job-r1"], scene.Events.OfType<Said>().Select(said => said.Text));
    }

    [Theory]
    [InlineData(-Decade), InlineData(Decade)]
    public async Task One_that_is_named_goes_whatever_its_age(int off)
    {
        await using var host = await RealHost.OpenAsync();
        Set(host, off);
        var scene = await EndedAsync(host);

        Assert.Equal(Outcome.Done, await scene.RunAsync(Clean(host) with { Job = "job-r1" }));
        Assert.False(Directory.Exists(host["scripts/web1/job-r1"]));
    }

    [Theory]
    [InlineData("echo")]
    [InlineData("echo soon")]
    [InlineData("echo 9223372036854775807")]
    public async Task A_host_that_cannot_tell_the_time_keeps_its_scripts(string date)
    {
        await using var host = await RealHost.OpenAsync();
        var scene = await EndedAsync(host);
        host.Write("bin/date", $"#!/bin/sh\n{date}\n", "755");

        Assert.Equal("DT7010", (await scene.FailAsync(Clean(host))).Code);
        Assert.True(Directory.Exists(host["scripts/web1/job-r1"]));
    }

    [Fact]
    public void A_time_that_no_calendar_has_is_no_status() => Assert.Null(ScriptStatus.Parse(
        Encoding.UTF8.GetBytes("""{"id":"job-1","name":"job","state":"finished","exit":0,"started":9223372036854775807}""")));

    private static async Task<HostScene> EndedAsync(RealHost host)
    {
        var scene = host.Scene(("scripts_path", Text.Literal(host["scripts"])));
        Assert.Equal(Outcome.Done, await scene.RunAsync(
            new ScriptStep(host.Place) { Inline = "true", Detach = true, Name = "job" }, new WaitStep(host.Place, "job")));
        return scene;
    }

    private static JobStep Clean(RealHost host) => new(host.Place, JobAction.Clean);

    private static void Set(RealHost host, int off) =>
        host.Write("bin/date", $"#!/bin/sh\nexec /bin/date -d \"@$(($(/bin/date +%s) + {off}))\" \"$@\"\n", "755");
}
