using System.Collections.Immutable;
using DeployTasks.Events;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tests.Tool;

public class SummaryTests
{
    [Fact]
    public void A_host_that_was_switched_back_says_what_it_serves()
    {
        var lines = Lines(Ended(("release_restored", "true"), ("previous_release", "7")));
        Assert.Equal("web1  switched back  1      2.0s  serves 7 again", lines[1]);
    }

    [Fact]
    public void A_host_that_served_nothing_before_serves_nothing_again() => Assert.Equal(
        "web1  switched back  1      2.0s  serves nothing, as before", Lines(Ended(("release_withdrawn", "true")))[1]);

    [Fact]
    public void A_host_that_had_begun_when_another_failed_was_stopped() =>
        Assert.Equal("web1  stopped  1      2.0s  release 8", Lines(Ended())[1]);

    [Fact]
    public void Hosts_that_serve_what_they_should_not_have_one_move_together()
    {
        var each = Errors.LeftSwitched("web1", "8", "7") with { Host = "web1" };
        var all = Errors.HalfPublished([("web1", "7"), ("web2", "7")], ["web3"], "8");
        var lines = Lines(Ended(), new RunEnded(ExitCode.PartlyPublished, TimeSpan.FromSeconds(2)) { Errors = [all, each] });
        Assert.Equal(
            ["partly published after 2.0s, exit code 7", "next: Repair it: dotnet deploy rollback --to 7 --select web1,web2; or deploy again; with -f and -e as in this run"],
            lines[2..]);
    }

    [Fact]
    public void Hosts_that_served_nothing_before_can_only_be_deployed_again() =>
        Assert.Equal("Repair it: deploy again", Errors.HalfPublished([("web1", "")], ["web2"], "8").Next);

    private static HostEnded Ended(params IEnumerable<(string Name, string Text)> facts) => new("web1", Outcome.NotRun, TimeSpan.FromSeconds(2))
    {
        Facts = facts.Append((Name: "release_name", Text: "8")).Append((Name: "release_path", Text: "/srv/releases/8"))
            .ToImmutableSortedDictionary(fact => fact.Name, fact => fact.Text),
    };

    [Fact]
    public void A_rehearsal_says_what_would_be_served() =>
        Assert.EndsWith("  would serve 8", Lines(Ended(), isRehearsal: true)[1], StringComparison.Ordinal);

    private static string[] Lines(HostEnded host, RunEnded? run = null, bool isRehearsal = false)
    {
        var summary = new Summary(new ConsoleStyle(Verbosity.Normal, Paint.None, ForMsBuild: false) { IsRehearsal = isRehearsal });
        summary.Handle(new HostTaskEnded("web1", "deploy:symlink", 1, Outcome.Done, TimeSpan.Zero));
        summary.Handle(host);
        return [.. summary.Lines(run ?? new RunEnded(ExitCode.StepFailed, TimeSpan.FromSeconds(2)))];
    }
}
