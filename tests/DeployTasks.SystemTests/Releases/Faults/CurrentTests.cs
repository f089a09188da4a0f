namespace DeployTasks.SystemTests.Releases.Faults;

/// <summary>Whoever reads through current in a tight loop, while the real tool deploys and rolls back on a real host, never finds it missing.</summary>
public sealed class CurrentTests
{
    [Fact]
    public async Task Current_is_never_missing_during_deployments_and_rollbacks()
    {
        await using var scene = await ReleaseScene.StartAsync(1);
        _ = await scene.OkAsync("run", "deploy");
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() => Read(Path.Combine(scene.Hosts[0].DeployPath, "current", "index.html"), done.Token));
        try
        {
            await DeployAndGoBackAsync(scene, Rounds.Of(3, 50));
        }
        finally
        {
            await done.CancelAsync();
        }

        var (reads, misses) = await reader;
        TestContext.Current.TestOutputHelper!.WriteLine($"{reads} reads, {misses} misses");
        Assert.NotEqual(0, reads);
        Assert.Equal(0, misses);
    }

    private static async Task DeployAndGoBackAsync(ReleaseScene scene, int rounds)
    {
        for (var round = 1; round <= rounds; round++)
        {
            var served = scene.Served().Single();
            scene.Publish("index.html", $"release {round}");
            _ = await scene.OkAsync("run", "deploy");
            _ = await scene.OkAsync("rollback");
            Assert.Equal(served, scene.Served().Single());
        }
    }

    private static (long Reads, long Misses) Read(string page, CancellationToken done)
    {
        var (reads, misses) = (0L, 0L);
        for (; !done.IsCancellationRequested; reads++)
        {
            misses += File.Exists(page) ? 0 : 1;
        }

        return (reads, misses);
    }
}
