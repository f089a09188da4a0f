using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases.Faults;

/// <summary>P8: however many want the lock, and whether it is free or left behind, one has it.</summary>
public sealed class ContenderTests : IDisposable
{
    private const int Contenders = 50;
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("dash")]
    [InlineData("busybox")]
    public async Task A_free_lock_has_one_winner(string shell)
    {
        for (var round = 0; round < Rounds.Of(1); round++)
        {
            Assert.Equal(1, await WinnersAsync(shell, $"{round}", script => script));
            _ = Sh.Ok($"rm -rf '{_temp["app"]}'");
        }
    }

    [Theory]
    [InlineData("dash")]
    [InlineData("busybox")]
    public async Task A_lock_left_behind_has_one_winner(string shell)
    {
        for (var round = 0; round < Rounds.Of(1); round++)
        {
            var dead = new ShellHost(_temp, shell);
            _ = await new Flow(_temp, dead, "dead").OkAsync("lock");
            dead.Die();
            _ = Sh.Ok($"cd '{_temp["app/.dep"]}' && ln -sfn \"$(readlink lock | sed 's/time=[0-9]*/time=1/')\" lock");
            Assert.Equal(1, await WinnersAsync(shell, $"{round}", script => script));
            _ = Sh.Ok($"rm -rf '{_temp["app"]}'");
        }
    }

    [Fact]
    public async Task A_lock_that_tests_and_then_writes_is_caught() =>
        Assert.NotEqual(1, await WinnersAsync("dash", "mutant", script => script.Replace(
            "take() { ln -sn \"$mine\" \"$1\" 2>/dev/null; }", "take() { [ ! -L \"$1\" ] || return; sleep 3; ln -sfn \"$mine\" \"$1\"; }")));

    [Fact]
    public async Task A_takeover_by_rename_alone_is_caught()
    {
        var dead = new ShellHost(_temp, "dash");
        _ = await new Flow(_temp, dead, "dead").OkAsync("lock");
        dead.Die();
        Assert.NotEqual(1, await WinnersAsync("dash", "mutant", script => script.Replace(
            "steal() {", "steal() { sleep 0.3; ln -sn \"$mine\" \"lock.$run\" && mv -fT \"lock.$run\" lock; return; ")));
    }

    private async Task<int> WinnersAsync(string shell, string round, Func<string, string> mutate)
    {
        var hosts = Enumerable.Range(0, Contenders).Select(_ => new ShellHost(_temp, shell) { Mutate = mutate }).ToArray();
        var outcomes = await Task.WhenAll(hosts.Select((host, i) => Task.Run(() => new Flow(_temp, host, $"run{round}-{i}").RunAsync("lock"))));
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }

        Assert.All(outcomes.Where(outcome => !outcome.IsSuccess), outcome => Assert.Equal("DT5070", outcome.Error?.Code));
        return outcomes.Count(outcome => outcome.IsSuccess);
    }
}
