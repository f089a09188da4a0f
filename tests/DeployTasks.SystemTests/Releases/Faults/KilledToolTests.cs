namespace DeployTasks.SystemTests.Releases.Faults;

/// <summary>The whole tool killed at any instant: every host serves a complete release, and the next run succeeds.</summary>
public sealed class KilledToolTests
{
    [Fact]
    public async Task Every_host_serves_a_complete_release_and_the_next_run_succeeds()
    {
        var random = Rounds.Today();
        await using var scene = await ReleaseScene.StartAsync(2);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        _ = await scene.OkAsync("run", "deploy");
        var whole = (int)clock.ElapsedMilliseconds;
        for (var round = 1; round <= Rounds.Of(3, 20); round++)
        {
            scene.Publish("index.html", $"killed {round}");
            using var tool = scene.Start("run", "deploy");
            await Task.Delay(random.Next(whole / 5, whole));
            tool.Kill(entireProcessTree: false);
            await tool.WaitForExitAsync();
            Assert.All(scene.Hosts, host => Assert.Null(Visitor.Problem(host)));

            scene.Publish("index.html", $"next {round}");
            _ = await scene.OkAsync("run", "deploy", "--wait-lock", "3s");
            Assert.Equal([$"next {round}", $"next {round}"], scene.Served());
            Assert.All(scene.Hosts, host => Assert.Null(Visitor.Problem(host)));
        }
    }
}
