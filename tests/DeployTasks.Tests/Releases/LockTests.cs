using DeployTasks.Lab;
using DeployTasks.Recipes;
using DeployTasks.Releases;
using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases;

public sealed class LockTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public static TheoryData<string> Shells => ShellHost.Shells;

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("run=r&proof=flock&time=1795305600", "2026-11-22 00:00:00Z")]
    [InlineData("run=r&proof=none&time=1795305600", "2026-11-22 00:00:00Z by the host's clock")]
    public void Who_proves_to_live_says_since_when_by_the_clock_of_its_run(string holder, string since) =>
        Assert.Equal(since, LockContent.Describe(holder).Since);

    [Theory, MemberData(nameof(Shells))]
    public async Task The_loser_is_told_who_holds_it_and_does_not_release_it(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        await using var other = new ShellHost(_temp, shell);
        var winner = new Flow(_temp, host).With("ci_url", "https://ci/1?a=b&c=d").With("lock_message", "grüße & 'co'").With("ci_machine", "runner 7");
        _ = await winner.OkAsync("lock");
        var loser = new Flow(_temp, other, "run2");
        var error = await loser.FailAsync("lock");
        Assert.Equal(("DT5070", ExitCode.Locked, "web1"), (error.Code, error.Exit, error.Host));
        Assert.Contains("ada on runner 7 in https://ci/1?a=b&c=d saying: grüße & 'co'", error.What);
        Assert.Equal(OutcomeKind.Unchanged, (await loser.OkAsync("unlock")).Kind);
        Assert.Equal("DT5070", (await loser.FailAsync("lock")).Code);
        _ = await winner.OkAsync("unlock");
        _ = await loser.OkAsync("lock");
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task Another_name_of_the_same_folder_in_the_same_run_is_refused_and_does_not_release_it(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        await using var other = new ShellHost(_temp, shell);
        var first = new Flow(_temp, host);
        _ = await first.OkAsync("lock");
        var second = new Flow(_temp, other) { Alias = "web2/other" };
        var error = await second.FailAsync("lock");
        Assert.Equal(("DT5080", ExitCode.Locked), (error.Code, error.Exit));
        Assert.Contains("deploy_path of web1 on the same machine", error.What);
        _ = await second.OkAsync("unlock");
        Assert.True(File.Exists(_temp["app/.dep/alive/run1"]));
        _ = await first.OkAsync("lock");
        Assert.Equal("DT5070", (await new Flow(_temp, other, "run2").FailAsync("lock")).Code);
        _ = await first.OkAsync("unlock");
        Assert.Null(new FileInfo(_temp["app/.dep/lock"]).LinkTarget);
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task A_lock_that_has_no_place_to_be_says_which_place(string shell)
    {
        await File.WriteAllTextAsync(_temp["app"], "a file", TestContext.Current.CancellationToken);
        await using var host = new ShellHost(_temp, shell);
        var error = await new Flow(_temp, host).FailAsync("lock");
        Assert.Equal(("DT5055", "web1"), (error.Code, error.Host));
        Assert.Contains(_temp["app"], error.What);
    }

    [Fact]
    public async Task A_lock_whose_session_died_is_taken_over()
    {
        var dead = new ShellHost(_temp, "dash");
        _ = await new Flow(_temp, dead).OkAsync("lock");
        await using var host = new ShellHost(_temp, "dash");
        var next = new Flow(_temp, host, "run2");
        _ = await next.FailAsync("lock");
        dead.Die();
        _ = await next.OkAsync("lock");
        Assert.Contains(next.Said, said => said.Contains("ada left behind"));
        Assert.Equal(["run2"], Directory.GetFiles(_temp["app/.dep/alive"]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Without_flock_a_lock_is_stale_after_its_age_or_a_reboot()
    {
        await using var host = new ShellHost(_temp, "busybox");
        _ = await new Flow(_temp, host).OkAsync("lock");
        var next = new Flow(_temp, host, "run2");
        _ = await next.FailAsync("lock");
        Replace("time=", "time=1");
        _ = await next.OkAsync("lock");
        Replace("boot=", "boot=another");
        _ = await new Flow(_temp, host, "run3").OkAsync("lock");
    }

    [Fact]
    public async Task A_takeover_that_died_half_way_does_not_stand_in_the_way()
    {
        await using var host = new ShellHost(_temp, "dash");
        var gone = new ShellHost(_temp, "dash");
        _ = await new Flow(_temp, gone).OkAsync("lock");
        gone.Die();
        _ = Sh.Ok($"cd '{_temp["app/.dep"]}' && ln -s \"$(readlink lock | sed 's/run=run1/run=thief/')\" lock.next");
        _ = await new Flow(_temp, host, "run2").OkAsync("lock");
    }

    [Fact]
    public async Task A_lock_held_on_purpose_stops_others_until_it_expires_and_not_its_own_pipeline()
    {
        await using var host = new ShellHost(_temp, "dash");
        _ = await new Flow(_temp, host, "job1").With("lock_owner", "pipeline 5").With("lock_for", "10m").OkAsync("hold-lock");
        Assert.Contains("until", (await new Flow(_temp, host, "x").FailAsync("lock")).What);

        var sameline = new Flow(_temp, host, "job2").With("lock_owner", "pipeline 5").With("ci_pipeline", "pipeline 5");
        _ = await sameline.OkAsync("lock", "unlock");
        Assert.Equal("DT5070", (await new Flow(_temp, host, "x").FailAsync("lock")).Code);
        Assert.Equal("DT5072", (await new Flow(_temp, host, "x").FailAsync("release-lock")).Code);
        _ = await sameline.OkAsync("release-lock");
        _ = await new Flow(_temp, host, "x").OkAsync("lock");
    }

    [Fact]
    public async Task A_person_can_release_the_own_lock_but_not_deploy_past_it()
    {
        await using var host = new ShellHost(_temp, "dash");
        var ada = new Flow(_temp, host, "first").With("lock_owner", "ada@laptop");
        _ = await ada.OkAsync("hold-lock");
        var later = new Flow(_temp, host, "second").With("lock_owner", "ada@laptop");
        Assert.Equal("DT5070", (await later.FailAsync("lock")).Code);
        Assert.Equal("DT5070", (await later.FailAsync("hold-lock")).Code);
        _ = await later.OkAsync("release-lock", "lock");
    }

    [Fact]
    public async Task An_expired_lock_is_no_lock()
    {
        await using var host = new ShellHost(_temp, "dash");
        _ = await new Flow(_temp, host, "job1").With("lock_for", "0").OkAsync("hold-lock");
        _ = await new Flow(_temp, host, "run2").OkAsync("lock");
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task The_expired_lock_of_an_own_pipeline_is_replaced_by_one_of_the_run(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = await new Flow(_temp, host, "job1").With("lock_owner", "pipeline 5").With("lock_for", "0").OkAsync("hold-lock");
        var later = new Flow(_temp, host, "job2").With("lock_owner", "pipeline 5").With("ci_pipeline", "pipeline 5");
        _ = await later.OkAsync("lock");
        Assert.Equal("DT5070", (await new Flow(_temp, host, "x").FailAsync("lock")).Code);
        _ = await later.OkAsync("unlock");
        _ = await new Flow(_temp, host, "x").OkAsync("lock");
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task A_lock_that_its_pipeline_holds_once_more_is_held_until_its_new_end(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        var first = new Flow(_temp, host, "job1").With("lock_owner", "pipeline 5").With("ci_pipeline", "pipeline 5").With("lock_for", "1h");
        _ = await first.OkAsync("hold-lock");
        var before = Expires();
        var again = new Flow(_temp, host, "job2").With("lock_owner", "pipeline 5").With("ci_pipeline", "pipeline 5").With("lock_for", "2h");
        _ = await again.OkAsync("hold-lock");
        Assert.InRange(Expires() - before, 3600, 3700);
        Assert.DoesNotContain(again.Said, said => said.Contains("left behind"));

        long Expires() => long.Parse(new FileInfo(_temp["app/.dep/lock"]).LinkTarget!.Split("expires=")[1]);
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task Force_releases_anybodys_lock_says_whose_it_was_and_writes_it_down(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = await new Flow(_temp, host).OkAsync("setup", "lock");
        var admin = new Flow(_temp, host, "admin").With("force", new Flag(true));
        _ = await admin.OkAsync("release-lock");
        Assert.Contains(admin.Said, said => said.Contains("Released the lock of ada"));
        _ = await admin.OkAsync("history");
        Assert.Contains("\"event\":\"unlock\"", Assert.Single(admin.Printed));
        _ = await admin.OkAsync("release-lock");
        Assert.Contains("There was no lock", admin.Said);
    }

    [Fact]
    public async Task Waiting_gets_the_lock_when_it_becomes_free()
    {
        await using var host = new ShellHost(_temp, "dash");
        var first = new Flow(_temp, host);
        _ = await first.OkAsync("lock");
        var waiting = new Flow(_temp, host, "run2").With("lock_wait", "30s");
        var outcome = waiting.RunAsync("lock");
        await Poll.UntilAsync(() => waiting.Said.Count > 0, outcome);
        _ = await first.OkAsync("unlock");
        Assert.True((await outcome).IsSuccess);
        Assert.Contains("waiting", Assert.Single(waiting.Said));
    }

    [Fact]
    public async Task Deployers_own_lock_counts()
    {
        await using var host = new ShellHost(_temp, "dash");
        _ = _temp.File("app/.dep/deploy.lock", "bob");
        Assert.Equal(("DT5071", ExitCode.Locked), ((await new Flow(_temp, host).FailAsync("lock")) is var e ? (e.Code, e.Exit) : default));
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task Pipelines_that_differ_only_at_the_end_of_a_long_address_are_two(string shell)
    {
        var project = "https://gitlab.example.com/" + string.Join('/', Enumerable.Repeat("a-group-in-a-group", 9)) + "/-/pipelines/";
        await using var host = new ShellHost(_temp, shell);
        _ = await Job("job1", "5").OkAsync("hold-lock");
        Assert.Equal("DT5070", (await Job("x", "6").FailAsync("lock")).Code);
        Assert.Equal("DT5072", (await Job("x", "6").FailAsync("release-lock")).Code);
        _ = await Job("job2", "5").OkAsync("lock", "release-lock");

        Flow Job(string run, string pipeline) =>
            new Flow(_temp, host, run).With("lock_owner", project + pipeline).With("ci_pipeline", project + pipeline);
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task Whose_lock_becomes_free_just_now_is_named_all_the_same(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = await new Flow(_temp, host).OkAsync("lock");
        await using var late = new ShellHost(_temp, shell) { Mutate = script => script.Replace("if is_ours", "if rm -f lock; is_ours") };
        Assert.Contains("locked by ada, since 2", (await new Flow(_temp, late, "run2").FailAsync("lock")).What);
    }

    private void Replace(string field, string value) =>
        _ = Sh.Ok($"cd '{_temp["app/.dep"]}' && ln -sfn \"$(readlink lock | sed 's/{field}[^&]*/{value}/')\" lock");
}
