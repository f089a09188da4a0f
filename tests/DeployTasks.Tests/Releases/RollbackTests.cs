using DeployTasks.Recipes;
using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases;

public sealed class RollbackTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public static TheoryData<string> Shells => ShellHost.Shells;

    public void Dispose() => _temp.Dispose();

    [Theory, MemberData(nameof(Shells))]
    public async Task It_serves_the_release_before_and_marks_the_bad_one(string shell)
    {
        await using var host = await DeployAsync(shell, "r1", "r2", "r3");
        var back = new Flow(_temp, host, "back");
        _ = await back.OkAsync(Flow.Rollback);
        Assert.Equal("r2", back.Current);
        Assert.True(File.Exists(_temp["app/releases/r3/.dep/bad"]));
        Assert.Equal(3, Directory.GetDirectories(_temp["app/releases"]).Length);

        var further = new Flow(_temp, host, "further");
        _ = await further.OkAsync(Flow.Rollback);
        Assert.Equal("r1", further.Current);

        var error = await new Flow(_temp, host, "nothing").FailAsync(Flow.Rollback);
        Assert.Equal("DT5015", error.Code);
        Assert.Contains("r1(current) r2(bad) r3(bad)", error.Next);
    }

    [Theory]
    [InlineData("r1", "")]
    [InlineData("r3", "DT5016")]
    [InlineData("nope", "DT5015")]
    [InlineData("half", "DT5017")]
    public async Task A_named_release_must_be_there_complete_and_not_served_already(string to, string code)
    {
        await using var host = await DeployAsync("dash", "r1", "r2", "r3");
        _ = Directory.CreateDirectory(_temp["app/releases/half/.dep"]);
        var back = new Flow(_temp, host, "back").With("rollback_to", to);
        var outcome = await back.RunAsync(Flow.Rollback);
        Assert.Equal(code, outcome.Error?.Code ?? "");
        Assert.Equal(code.Length == 0 ? to : "r3", back.Current);
    }

    [Fact]
    public async Task A_host_that_serves_the_target_already_is_passed_by_while_others_go_back()
    {
        await using var host = await DeployAsync("dash", "r1", "r2");
        var back = new Flow(_temp, host, "back").With("release_name", "r2").With("rollback_needed", new Flag(true));
        _ = await back.OkAsync("check-target", "need-target", "lock", "switch", "unlock");
        Assert.True(back.Settings.Flag("release_unchanged", false));
        Assert.Contains("Serves r2 already", back.Said);
        Assert.Equal("r2", back.Current);
    }

    [Theory]
    [InlineData("r1", "DT5029")]
    [InlineData("r2", "")]
    public async Task The_release_before_is_that_of_hosts_which_serve_the_same(string served, string code)
    {
        await using var host = await DeployAsync("dash", "r0", "r1", "r2");
        var chooser = new Flow(_temp, host, "back");
        _ = await chooser.OkAsync("choose-target");
        Assert.Equal("r1", chooser.Settings.Text("release_name"));

        _ = Sh.Ok($"cd '{_temp["app"]}' && ln -sfn releases/{(served == "r1" ? "r0" : "r2")} current");
        var outcome = await chooser.RunAsync("check-target");
        Assert.Equal(code, outcome.Error?.Code ?? "");
        Assert.True(code.Length == 0 || outcome.Error!.Next.Contains("--to r1, which was chosen, or --to r2"));
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task It_goes_where_the_host_came_from_and_not_to_what_was_skipped(string shell)
    {
        await using var host = await DeployAsync(shell, "r1", "r2", "r3");
        _ = await new Flow(_temp, host, "back").With("rollback_to", "r1").OkAsync(Flow.Rollback);
        _ = await (await new Flow(_temp, host, "run4").WithContentAsync("r4")).Named("r4").OkAsync(Flow.Deploy);
        var back = new Flow(_temp, host, "again");
        _ = await back.OkAsync(Flow.Rollback);
        Assert.Equal("r1", back.Current);
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task What_was_made_of_the_same_is_nothing_to_go_back_to(string shell)
    {
        await using var host = await DeployAsync(shell, "r1", "r2");
        _ = await (await new Flow(_temp, host, "run3").WithContentAsync("r2")).Named("r3").With("deploy_again", new Flag(true)).OkAsync(Flow.Deploy);
        var back = new Flow(_temp, host, "back");
        _ = await back.OkAsync(Flow.Rollback);
        Assert.Equal("r1", back.Current);
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task Where_somebody_deployed_after_the_target_was_chosen_nothing_is_taken_back(string shell)
    {
        await using var host = await DeployAsync(shell, "r1", "r2");
        var back = new Flow(_temp, host, "back");
        _ = await back.OkAsync("choose-target", "check-target", "need-target");
        _ = await (await new Flow(_temp, host, "run3").WithContentAsync("r3")).Named("r3").OkAsync(Flow.Deploy);

        var error = await back.FailAsync("lock", "switch");
        Assert.Equal("DT5003", error.Code);
        Assert.Contains("r3", error.What);
        _ = await back.OkAsync(Flow.Restore);
        Assert.Equal("r3", back.Current);
        Assert.False(File.Exists(_temp["app/releases/r3/.dep/bad"]));
    }

    [Fact]
    public async Task A_release_with_the_same_content_under_another_name_counts_as_the_same()
    {
        await using var host = await DeployAsync("dash", "r1", "r2");
        var chooser = new Flow(_temp, host, "back");
        _ = await chooser.OkAsync("choose-target");
        _ = Sh.Ok($"cd '{_temp["app"]}/releases' && cp -R r2 r2-again && cd .. && ln -sfn releases/r2-again current");
        _ = await chooser.OkAsync("check-target");
    }

    [Theory]
    [InlineData("../r1")]
    [InlineData("r1/..")]
    [InlineData("-rf")]
    [InlineData("r1\nr2")]
    public async Task A_name_that_is_no_name_reaches_no_host(string to)
    {
        await using var host = new ShellHost(_temp, "dash");
        var back = new Flow(_temp, host).With("rollback_to", to);
        Assert.Equal("DT1017", Assert.Single((await Assert.ThrowsAsync<DeployException>(() => back.RunAsync("choose-target"))).Errors).Code);
        Assert.Equal(0, host.RoundTrips);
    }

    [Fact]
    public async Task A_release_that_was_never_served_is_no_target()
    {
        await using var host = await DeployAsync("dash", "r1");
        _ = await (await new Flow(_temp, host, "half").Named("r2").WithContentAsync("r2")).OkAsync([.. Flow.Prepare, "unlock"]);
        _ = await (await new Flow(_temp, host, "third").Named("r3").WithContentAsync("r3")).OkAsync([.. Flow.Prepare, "switch", "unlock"]);
        var back = new Flow(_temp, host, "back");
        _ = await back.OkAsync(Flow.Rollback);
        Assert.Equal("r1", back.Current);
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task A_failed_publication_serves_again_what_was_served_before(string shell)
    {
        await using var host = await DeployAsync(shell, "r1");
        var failed = (await new Flow(_temp, host, "run9").WithContentAsync("new")).Named("r9");
        _ = await failed.OkAsync([.. Flow.Prepare, "switch"]);
        Assert.Equal("r9", failed.Current);
        _ = await failed.OkAsync(Flow.Restore);
        Assert.Equal("r1", failed.Current);
        Assert.True(failed.Settings.Flag("release_restored", false));
        Assert.Equal(failed.App + "/releases/r1", failed.Settings.Text("release_path"));
        Assert.True(File.Exists(_temp["app/releases/r9/.dep/bad"]));
        Assert.False(File.Exists(_temp["app/.dep/lock"]));
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task A_failed_first_publication_leaves_nothing_served(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        var failed = (await new Flow(_temp, host).WithContentAsync("new")).Named("r1");
        _ = await failed.OkAsync([.. Flow.Prepare, "switch", .. Flow.Restore]);
        Assert.False(File.Exists(_temp["app/current"]));
        Assert.True(failed.Settings.Flag("release_withdrawn", false));
    }

    [Fact]
    public async Task A_host_that_was_not_switched_yet_stays_as_it_is()
    {
        await using var host = await DeployAsync("dash", "r1");
        var failed = (await new Flow(_temp, host, "run9").WithContentAsync("new")).Named("r9");
        _ = await failed.OkAsync([.. Flow.Prepare, .. Flow.Restore]);
        Assert.Equal("r1", failed.Current);
        Assert.Contains("Not switched; serves r1", failed.Said);
        Assert.False(failed.Settings.Flag("release_in_doubt", true));
    }

    [Fact]
    public async Task A_switch_of_another_run_is_not_undone()
    {
        await using var host = await DeployAsync("dash", "r1", "r2");
        var stranger = new Flow(_temp, host, "stranger").Named("r2");
        _ = await stranger.OkAsync("restore");
        Assert.Equal("r2", stranger.Current);
    }

    [Fact]
    public async Task Opting_out_leaves_the_host_and_names_the_repair()
    {
        await using var host = await DeployAsync("dash", "r1");
        var failed = (await new Flow(_temp, host, "run9").WithContentAsync("new")).Named("r9").With("rollback_on_failure", new Flag(false));
        _ = await failed.OkAsync([.. Flow.Prepare, "switch"]);
        var error = await failed.FailAsync("restore");
        Assert.Equal(("DT5074", ExitCode.PartlyPublished), (error.Code, error.Exit));
        Assert.Contains("dotnet deploy rollback --to r1 --select web1", error.Next);
        Assert.Equal("r9", failed.Current);
    }

    [Fact]
    public async Task A_host_that_cannot_be_asked_may_still_serve_the_new_release_and_the_repair_is_named()
    {
        await using var host = await DeployAsync("dash", "r1");
        var failed = (await new Flow(_temp, host, "run9").WithContentAsync("new")).Named("r9");
        _ = await failed.OkAsync([.. Flow.Prepare, "switch"]);
        host.Wrapper = ["sh", "-c", "kill -9 $$"];
        var error = await failed.FailAsync("restore");
        Assert.Equal(("DT5073", ExitCode.PartlyPublished, "web1"), (error.Code, error.Exit, error.Host));
        Assert.Contains("dotnet deploy rollback --to r1 --select web1", error.Next);
    }

    [Fact]
    public async Task A_host_that_was_never_switched_and_cannot_be_asked_is_only_unreachable()
    {
        await using var host = await DeployAsync("dash", "r1");
        var failed = (await new Flow(_temp, host, "run9").WithContentAsync("new")).Named("r9");
        _ = await failed.OkAsync(Flow.Prepare);
        host.Wrapper = ["sh", "-c", "kill -9 $$"];
        Assert.NotEqual(ExitCode.PartlyPublished, (await failed.FailAsync("restore")).Exit);
    }

    [Fact]
    public async Task A_failed_rollback_goes_forward_again_and_marks_nobody_bad_who_was_not()
    {
        await using var host = await DeployAsync("dash", "r1", "r2");
        var back = new Flow(_temp, host, "back");
        _ = await back.OkAsync("choose-target", "check-target", "lock", "switch", "restore", "unlock");
        Assert.Equal("r2", back.Current);
        Assert.False(File.Exists(_temp["app/releases/r1/.dep/bad"]));
        Assert.False(File.Exists(_temp["app/releases/r2/.dep/bad"]));
    }

    private async Task<ShellHost> DeployAsync(string shell, params string[] releases)
    {
        var host = new ShellHost(_temp, shell);
        foreach (var release in releases)
        {
            _ = await (await new Flow(_temp, host, "run-" + release).WithContentAsync(release)).Named(release).OkAsync(Flow.Deploy);
        }

        return host;
    }
}
