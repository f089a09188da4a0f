using DeployTasks.Recipes;
using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases.Faults;

/// <summary>Whoever reads through current in a tight loop never finds it missing.</summary>
public sealed class ReaderTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("dash", 100)]
    [InlineData("busybox", 50)]
    public async Task Current_is_never_missing_while_releases_are_switched(string shell, int switches) =>
        Assert.Equal(0, await MissesAsync(shell, switches, script => script));

    [Fact]
    public async Task A_switch_that_removes_first_is_caught() =>
        Assert.NotEqual(0, await MissesAsync("busybox", 30, script => script.Replace(
            "ln -s \"$2\" \"$next\" && mv -fT \"$next\" \"$current_path\"", "rm -f \"$current_path\"; sleep 0.05; ln -s \"$2\" \"$current_path\"")));

    private async Task<int> MissesAsync(string shell, int switches, Func<string, string> mutate)
    {
        await using var host = new ShellHost(_temp, shell);
        foreach (var release in new[] { "r1", "r2" })
        {
            _ = await (await new Flow(_temp, host, release).WithContentAsync(release)).Named(release).OkAsync(Flow.Deploy);
        }

        host.Mutate = mutate;
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() => Read(done.Token));
        for (var i = 0; i < switches; i++)
        {
            var (target, served) = i % 2 == 0 ? ("r1", "r2") : ("r2", "r1");
            _ = await new Flow(_temp, host, $"run{i}").Named(target).With("previous_release", served).With("rolling_back", new Flag(true)).OkAsync("switch");
        }

        await done.CancelAsync();
        return await reader;
    }

    private int Read(CancellationToken done)
    {
        var misses = 0;
        while (!done.IsCancellationRequested)
        {
            misses += File.Exists(_temp["app/current/index.html"]) ? 0 : 1;
        }

        return misses;
    }
}
