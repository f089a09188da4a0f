using System.Text;
using DeployTasks.Recipes;
using DeployTasks.Scripts;
using DeployTasks.Tests.Worker;

namespace DeployTasks.Tests.Scripts;

/// <summary>A name means the script that was started last, also where two were started within one second.</summary>
public class StartedLastTests
{
    [Fact]
    public void Of_two_scripts_of_one_second_the_older_one_comes_first_whatever_their_ids() =>
        Assert.Equal(["job-z", "job-a"], IdsOf(
            """{"id":"job-a","state":"running","start":"1000","started":1796000000}""",
            """{"id":"job-z","state":"running","start":"999","started":1796000000}"""));

    [Fact]
    public void A_reboot_begins_the_count_anew_and_the_clock_still_decides() =>
        Assert.Equal(["job-z", "job-a"], IdsOf(
            """{"id":"job-a","state":"running","start":"5","started":1796000001}""",
            """{"id":"job-z","state":"finished","start":"99999","started":1796000000}"""));

    [Theory]
    [InlineData("")]
    [InlineData(",\"start\":\"\"")]
    [InlineData(",\"start\":7")]
    public void A_status_that_does_not_say_it_counts_all_the_same(string start) =>
        Assert.Equal(["job-z", "job-a"], IdsOf(
            """{"id":"job-a","state":"running","start":"5","started":1796000000}""",
            $$"""{"id":"job-z","state":"running"{{start}},"started":1796000000}"""));

    [Fact]
    public async Task The_script_started_last_is_the_one_that_its_name_means()
    {
        await using var host = await RealHost.OpenAsync();
        foreach (var run in new[] { "r9", "r5", "r7", "r1" })
        {
            var scene = host.Scene(("scripts_path", Text.Literal(host["scripts"])), ("run_id", new Text(run)));
            await scene.RunAsync(new ScriptStep(host.Place) { Inline = $"exit {run[1]}", Detach = true, Name = "job" });
            var later = host.Scene(("scripts_path", Text.Literal(host["scripts"])), ("run_id", new Text("later")));

            Assert.Contains($"job-{run} ", (await later.FailAsync(new WaitStep(host.Place, "job"))).What);
        }
    }

    private static IEnumerable<string> IdsOf(params string[] lines) =>
        ScriptStatus.ParseAll(Encoding.UTF8.GetBytes(string.Join('\n', lines))).Select(job => job.Id);
}
