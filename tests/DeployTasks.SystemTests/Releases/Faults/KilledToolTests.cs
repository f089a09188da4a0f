namespace DeployTasks.SystemTests.Releases.Faults;

/// <summary>The whole tool killed at any instant: every host serves a complete release, and the next run succeeds.</summary>
public sealed class KilledToolTests
{
    [Theory]
    [InlineData()]
    [InlineData("-o", "release_name=v2")]
    public async Task Killed_between_switch_and_restart_the_same_deployment_again_restarts(params string[] options)
    {
        await using var scene = await ReleaseScene.StartAsync(2, """
            config: {service: shop}
            tasks: {wait: {steps: ['until [ ! -e {{deploy_path}}/wait ]; do sleep 0.1; done']}}
            before: {deploy:restart: wait}
            """);
        _ = await scene.OkAsync("run", "deploy");
        foreach (var host in scene.Hosts)
            File.WriteAllText(Path.Combine(host.DeployPath, "wait"), "");
        scene.Publish("index.html", "two");
        using var tool = scene.Start(["run", "deploy", .. options]);
        while (scene.Served().Any(content => content != "two"))
            await Task.Delay(20);
        tool.Kill(entireProcessTree: false);
        await tool.WaitForExitAsync();
        foreach (var host in scene.Hosts)
            File.Delete(Path.Combine(host.DeployPath, "wait"));

        _ = await scene.OkAsync(["run", "deploy", "--wait-lock", "10s", .. options]);
        Assert.Equal(["two", "two"], scene.Served());
        Assert.Equal(["restart shop\nrestart shop\n", "restart shop\nrestart shop\n"], [scene.Systemctl(0), scene.Systemctl(1)]);
        Assert.Contains("Nothing to do", await scene.OkAsync(["run", "deploy", .. options]));
        _ = await scene.OkAsync("rollback");
        Assert.Equal(["one", "one"], scene.Served());
    }

    [Fact]
    public async Task Every_host_serves_a_complete_release_and_the_next_run_succeeds()
    {
        var random = Rounds.Today();
        await using var scene = await ReleaseScene.StartAsync(2);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        _ = await scene.OkAsync("run", "deploy");
        var whole = (int)clock.ElapsedMilliseconds;
        var interrupted = 0;
        for (var round = 1; round <= Rounds.Of(3, 20); round++)
        {
            scene.Publish("index.html", $"killed {round}");
            using var tool = scene.Start("run", "deploy");
            await Task.Delay(random.Next(whole / 5, whole));
            tool.Kill(entireProcessTree: false);
            await tool.WaitForExitAsync();
            interrupted += tool.ExitCode == 0 ? 0 : 1;
            Assert.All(scene.Hosts, host => Assert.Null(Visitor.Problem(host)));

            scene.Publish("index.html", $"next {round}");
            _ = await scene.OkAsync("run", "deploy", "--wait-lock", "3s");
            Assert.Equal([$"next {round}", $"next {round}"], scene.Served());
            Assert.All(scene.Hosts, host => Assert.Null(Visitor.Problem(host)));
        }

        Assert.NotEqual(0, interrupted);
    }
}
