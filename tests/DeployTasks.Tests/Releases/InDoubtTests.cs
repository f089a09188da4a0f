using DeployTasks.Recipes;
using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases;

/// <summary>Only what was published and found well is nothing to do; what a run has switched to and left is published again.</summary>
public sealed class InDoubtTests : IDisposable
{
    private static readonly string[] UntilSwitch = [.. Flow.Prepare, "switch"];
    private readonly TempFolder _temp = new();

    public static TheoryData<string> Shells => ShellHost.Shells;

    public void Dispose() => _temp.Dispose();

    [Theory, MemberData(nameof(Shells))]
    public async Task A_run_that_was_killed_after_the_switch_is_made_up_for_by_the_next(string shell)
    {
        await using var host = await KilledAsync(shell);
        var next = await FlowAsync(host, "r3", "two");
        _ = await next.OkAsync(Flow.Deploy);
        Assert.False(next.Settings.Flag("release_unchanged", false));
        Assert.Contains(next.Said, said => said.Contains("r2 has this content, but its publication did not end well"));
        Assert.Equal("r3", next.Current);
        await AssertUnchangedAsync(host, "two");

        // What is left of the killed run is the same as what is served.
        var back = new Flow(_temp, host, "back");
        _ = await back.OkAsync(Flow.Rollback);
        Assert.Equal("r1", back.Current);
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task Under_the_same_name_the_very_release_is_published_again_and_undone_when_that_fails(string shell)
    {
        await using var host = await KilledAsync(shell);
        var failing = await FlowAsync(host, "r2", "two", "run3");
        Assert.Equal(OutcomeKind.Done, (await failing.OkAsync(UntilSwitch)).Kind);
        Assert.True(failing.Settings.Flag("release_made", false));
        Assert.Equal(("r2", "r1"), (failing.Current, failing.Settings.Text("previous_release")));
        _ = await failing.OkAsync(Flow.Restore);
        Assert.Equal("r1", failing.Current);
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task Under_the_same_name_it_is_well_once_its_publication_ends_well(string shell)
    {
        await using var host = await KilledAsync(shell);
        _ = await (await FlowAsync(host, "r2", "two", "run3")).OkAsync(Flow.Deploy);
        await AssertUnchangedAsync(host, "two");
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task What_stays_although_it_failed_is_deployed_again_when_asked_for(string shell)
    {
        await using var host = await DeployedAsync(shell);
        var failed = (await FlowAsync(host, "r2", "two")).With("rollback_on_failure", new Flag(false));
        _ = await failed.OkAsync(UntilSwitch);
        Assert.Equal("DT5074", (await failed.FailAsync("restore")).Code);
        _ = await failed.OkAsync("unlock");
        var next = await FlowAsync(host, "r3", "two");
        _ = await next.OkAsync(Flow.Deploy);
        Assert.Equal("r3", next.Current);
    }

    [Fact]
    public async Task A_run_that_ends_before_its_own_switch_settles_nothing()
    {
        await using var host = await KilledAsync("dash");
        _ = await (await FlowAsync(host, "r3", "three")).OkAsync("lock", "setup", "release", "restore", "unlock");
        Assert.Equal(OutcomeKind.Done, (await (await FlowAsync(host, "r4", "two")).OkAsync("lock", "setup", "release")).Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_host_that_was_switched_back_is_in_doubt_until_its_service_was_found_well(bool well)
    {
        await using var host = await DeployedAsync("dash");
        var failed = await FlowAsync(host, "r2", "two");
        _ = await failed.OkAsync([.. UntilSwitch, "restore"]);
        Assert.True(failed.Settings.Flag("release_in_doubt", false));
        _ = await failed.With("release_in_doubt", new Flag(!well)).OkAsync("unlock");
        var next = await FlowAsync(host, "r3", "one");
        _ = await next.OkAsync("lock", "setup", "release");
        Assert.Equal(well, next.Settings.Flag("release_unchanged", false));
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task What_is_served_again_and_in_doubt_stays_when_it_is_published_once_more_and_fails(string shell)
    {
        await using var host = await DeployedAsync(shell);
        foreach (var failing in new[] { "r2", "r3", "r4" })
        {
            var failed = await FlowAsync(host, failing, failing);
            _ = await failed.OkAsync([.. UntilSwitch, "restore"]);
            _ = await failed.OkAsync("unlock");
            await AssertStaysAsync(await FlowAsync(host, "r1", "one", "same-" + failing), UntilSwitch);
            await AssertStaysAsync(new Flow(_temp, host, "back-" + failing).With("rollback_to", "r1"), [.. Flow.Rollback.SkipLast(1)]);
            await AssertStaysAsync(new Flow(_temp, host, "again-" + failing).With("rollback_to", "r1"), [.. Flow.Rollback.SkipLast(1)]);
        }
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task What_is_served_again_does_not_go_to_the_release_before_it_either(string shell)
    {
        await using var host = await DeployedAsync(shell, "r0", "r1");
        var failed = await FlowAsync(host, "r2", "two");
        _ = await failed.OkAsync([.. UntilSwitch, "restore"]);
        _ = await failed.OkAsync("unlock");
        await AssertStaysAsync(await FlowAsync(host, "r1", "one", "same"), UntilSwitch);
        await AssertStaysAsync(new Flow(_temp, host, "back").With("rollback_to", "r1"), [.. Flow.Rollback.SkipLast(1)]);

        // Where it came from once is not forgotten.
        var older = new Flow(_temp, host, "older").With("rollback_to", "");
        _ = await older.OkAsync([.. Flow.Rollback.SkipLast(1), "unlock"]);
        Assert.Equal("r1", older.Current);
        _ = await new Flow(_temp, host, "oldest").OkAsync(Flow.Rollback);
        Assert.Equal("r0", older.Current);
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task A_rollback_that_was_killed_after_the_switch_is_brought_to_its_end_by_the_next(string shell)
    {
        await using var host = await DeployedAsync(shell, "r0", "r1", "r2");
        _ = await new Flow(_temp, host, "killed").OkAsync("choose-target", "check-target", "need-target", "lock", "switch");
        await DieAsync(host);

        foreach (var to in new[] { "", "r1" })
        {
            var next = new Flow(_temp, host, "next" + to).With("rollback_to", to);
            _ = await next.OkAsync([.. Flow.Rollback.SkipLast(1)]);
            Assert.False(next.Settings.Flag("release_unchanged", false));
            Assert.Equal("r1", next.Current);
            await DieAsync(host);
        }

        var last = new Flow(_temp, host, "last");
        _ = await last.OkAsync(Flow.Rollback);
        Assert.Equal("r1", last.Current);
        _ = await new Flow(_temp, host, "further").OkAsync(Flow.Rollback);
        Assert.Equal("r0", last.Current);
    }

    [Fact]
    public async Task What_was_resumed_and_killed_is_resumed_again_and_then_well()
    {
        await using var host = await DeployedAsync("dash");
        _ = await (await FlowAsync(host, "r2", "two")).OkAsync([.. Flow.Prepare, "unlock"]);
        _ = await new Flow(_temp, host, "killed").Named("r2").OkAsync("lock", "prepared", "switch");
        await DieAsync(host);
        var again = new Flow(_temp, host, "again").Named("r2");
        _ = await again.OkAsync("lock", "prepared", "switch", "cleanup", "unlock");
        Assert.Equal(("r2", "r1"), (again.Current, again.Settings.Text("previous_release")));
        await AssertUnchangedAsync(host, "two");
    }

    // It is restarted and asked again, like what was switched back to, so it is served as before and in doubt.
    private static async Task AssertStaysAsync(Flow failing, string[] actions)
    {
        _ = await failing.OkAsync(actions);
        Assert.Equal("r1", failing.Settings.Text("previous_release"));
        _ = await failing.OkAsync("restore");
        Assert.Equal("r1", failing.Current);
        Assert.True(failing.Settings.Flag("release_restored", false));
        Assert.True(failing.Settings.Flag("release_in_doubt", false));
        Assert.Contains("There is nothing to switch back to; serves r1 as before", failing.Said);
        _ = await failing.OkAsync("unlock");
    }

    private async Task AssertUnchangedAsync(ShellHost host, string content)
    {
        var same = await FlowAsync(host, "same", content);
        _ = await same.OkAsync("lock", "setup", "release", "unlock");
        Assert.True(same.Settings.Flag("release_unchanged", false));
    }

    /// <summary>Serves r2, which nobody restarted or found well.</summary>
    private async Task<ShellHost> KilledAsync(string shell)
    {
        var host = await DeployedAsync(shell);
        _ = await (await FlowAsync(host, "r2", "two")).OkAsync(UntilSwitch);
        await DieAsync(host);
        return host;
    }

    // BusyBox has no flock here: what a dead run has left is taken away by hand.
    private async Task DieAsync(ShellHost host)
    {
        host.Die();
        _ = await new Flow(_temp, host, "by-hand").With("force", new Flag(true)).OkAsync("release-lock");
    }

    private async Task<ShellHost> DeployedAsync(string shell, params string[] releases)
    {
        var host = new ShellHost(_temp, shell);
        foreach (var release in releases is [] ? ["r1"] : releases)
        {
            _ = await (await FlowAsync(host, release, release == "r1" ? "one" : release)).OkAsync(Flow.Deploy);
        }

        return host;
    }

    private async Task<Flow> FlowAsync(ShellHost host, string release, string content, string? run = null) =>
        (await new Flow(_temp, host, run ?? "run-" + release).WithContentAsync(content)).Named(release);
}
