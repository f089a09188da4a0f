using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases;

/// <summary>What a run gives back is its own: no lock, claim or proof of life of another.</summary>
public sealed class ReleasedLockTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public static TheoryData<string> Shells => ShellHost.Shells;

    public void Dispose() => _temp.Dispose();

    [Theory, MemberData(nameof(Shells))]
    public async Task A_run_leaves_the_stale_lock_of_another_to_who_takes_it_over(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        await LeaveBehindAsync(host);
        _ = await new Flow(_temp, host, "run2").OkAsync("unlock");
        Assert.Contains("run=run1", Link("lock"));
        _ = await new Flow(_temp, host, "run2").OkAsync("release-lock");
        Assert.Null(Link("lock"));
    }

    [Fact]
    public async Task A_stale_lock_that_somebody_takes_over_just_now_is_not_released()
    {
        await using var host = new ShellHost(_temp, "dash");
        await using var thief = new ShellHost(_temp, "dash");
        await LeaveBehindAsync(host);
        await ClaimAsync(thief, "thief");
        Assert.Equal("DT5072", (await new Flow(_temp, host, "run2").FailAsync("release-lock")).Code);
        Assert.Contains("run=run1", Link("lock"));
        Assert.Contains("run=thief", Link("lock.next"));
    }

    [Fact]
    public async Task A_claim_that_came_after_a_dead_one_is_not_removed_in_its_place()
    {
        await using var gone = new ShellHost(_temp, "dash");
        await using var host = new ShellHost(_temp, "dash");
        await using var living = new ShellHost(_temp, "dash");
        await LeaveBehindAsync(host);
        await ClaimAsync(gone, "gone");
        gone.Die();
        await using var slow = new ShellHost(_temp, "dash") { Mutate = Paused };
        var last = Task.Run(() => new Flow(_temp, slow, "slow").RunAsync("lock"));
        while (!File.Exists(_temp["judged"]))
        {
            await Task.Delay(20);
        }

        _ = await new Flow(_temp, host, "run2").OkAsync("lock");
        await ClaimAsync(living, "living");
        _ = _temp.File("go", "");
        Assert.Equal("DT5070", (await last).Error?.Code);
        Assert.Contains("run=living", Link("lock.next"));
        Assert.Contains("run=run2", Link("lock"));

        string Paused(string script) => script.Replace(
            "is_stale \"$next\"", $"is_stale \"$next\" && true >'{_temp["judged"]}' && until [ -e '{_temp["go"]}' ]; do sleep 0.05; done");
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task Who_lost_leaves_no_proof_of_life(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        await using var other = new ShellHost(_temp, shell);
        _ = await new Flow(_temp, host).OkAsync("lock");
        var loser = new Flow(_temp, other, "run2");
        _ = await loser.FailAsync("lock");
        _ = await loser.OkAsync("unlock");
        Assert.Equal(["run1"], Directory.GetFiles(_temp["app/.dep/alive"]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Proofs_and_notes_that_dead_runs_left_are_removed_in_the_end()
    {
        await using var host = new ShellHost(_temp, "dash");
        _ = await new Flow(_temp, host).OkAsync("lock", "setup");
        var dep = _temp["app/.dep"];
        _ = Sh.Ok($"cd '{dep}' && true >alive/dead && true >alive/new && ln -s x lost.dead && ln -s x lost.new && touch -h -d '9 days ago' alive/run1 alive/dead lost.dead");
        _ = await new Flow(_temp, host).OkAsync("cleanup");
        Assert.Equal(["new", "run1"], Directory.GetFiles(dep + "/alive").Select(Path.GetFileName).Order());
        Assert.Equal("x", Link("lost.new"));
        Assert.Null(Link("lost.dead"));
    }

    // One that is stale by proof, by age and by the run, in every shell.
    private async Task LeaveBehindAsync(ShellHost host)
    {
        _ = await new Flow(_temp, host).OkAsync("lock");
        host.Die();
        LostLockTests.Replace(_temp, "time=", "time=1");
    }

    private async Task ClaimAsync(ShellHost host, string run)
    {
        _ = await host.HoldLockAsync(_temp[$"app/.dep/alive/{run}"], CancellationToken.None);
        _ = Sh.Ok($"cd '{_temp["app/.dep"]}' && ln -s \"$(readlink lock | sed 's/run=[^&]*/run={run}/')\" lock.next");
    }

    private string? Link(string name) => new FileInfo(_temp["app/.dep/" + name]).LinkTarget;
}
