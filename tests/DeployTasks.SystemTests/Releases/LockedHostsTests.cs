using System.Diagnostics;
using System.Text.Json;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Releases;

public sealed class LockedHostsTests
{
    [Fact]
    public async Task A_lock_held_on_purpose_stops_a_deployment_until_it_is_taken_away()
    {
        await using var scene = await ReleaseScene.StartAsync(2);
        _ = await scene.OkAsync("lock", "-m", "night of the migration", "--for", "10m");
        Assert.Contains("saying: night of the migration", await scene.OkAsync("status"));
        var locked = await scene.RunAsync("run", "deploy");
        Assert.Equal(4, locked.Exit);
        Assert.Contains("night of the migration", locked.All);
        Assert.Equal([null, null], scene.Served());

        scene.Environment["CI_PIPELINE_URL"] = "https://ci/other";
        Assert.Equal(4, (await scene.RunAsync("unlock")).Exit);
        Assert.Contains("Released the lock of", await scene.OkAsync("unlock", "--force"));
        _ = await scene.OkAsync("run", "deploy");
        Assert.Equal(["one", "one"], scene.Served());
    }

    [Fact]
    public async Task Two_runs_at_once_have_one_that_is_told_who_the_other_is()
    {
        await using var scene = await ReleaseScene.StartAsync(1, Slow("until [ -e {{deploy_path}}/go ]; do sleep 0.1; done"));
        using var first = scene.Start("run", "deploy");
        await UntilLockedAsync(scene, first);
        scene.Environment["GITLAB_USER_LOGIN"] = "bob";
        var second = await scene.RunAsync("run", "deploy");
        Assert.Equal(4, second.Exit);
        Assert.Contains("DT5070", second.All);
        var third = scene.RunAsync("run", "deploy", "--wait-lock", "60s");
        File.WriteAllText(Path.Combine(scene.Hosts[0].DeployPath, "go"), "");
        Assert.Equal(0, (await ReleaseScene.EndAsync(first)).Exit);
        Assert.Equal(0, (await third).Exit);
        Assert.Empty(scene.Locks());
    }

    [Fact]
    public async Task The_loser_is_told_at_its_first_look_who_holds_the_lock()
    {
        await using var scene = await ReleaseScene.StartAsync(2, Slow("sleep 60"));
        using var first = scene.Start("run", "deploy");
        await UntilLockedAsync(scene, first);
        var watch = Stopwatch.StartNew();
        var second = await scene.RunAsync("run", "deploy", "--output", "json");
        TestContext.Current.TestOutputHelper!.WriteLine($"the loser was told and gone after {watch.Elapsed.TotalSeconds:0.00} s, its start included");

        Assert.Equal(4, second.Exit);
        var events = second.Output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonElement.Parse(line)).ToArray();
        var told = events.Where(one => one.GetProperty("event").GetString() == "host-task-ended" && one.GetProperty("task").GetString() == "deploy:lock").ToArray();
        Assert.Equal(2, told.Length);
        Assert.All(told, one => Assert.Contains("DT5070", one.GetRawText()));
        Assert.DoesNotContain(events, one => one.GetRawText().Contains("waiting up to", StringComparison.Ordinal));
        first.Kill(entireProcessTree: false);
        await first.WaitForExitAsync();
    }

    [Fact]
    public async Task The_run_after_a_SIGKILL_simply_works()
    {
        await using var scene = await ReleaseScene.StartAsync(2, Slow("sleep 60"));
        using var killed = scene.Start("run", "deploy");
        await UntilLockedAsync(scene, killed);
        killed.Kill(entireProcessTree: false);
        await killed.WaitForExitAsync();

        // What is promised: two seconds later nothing of the dead run is left.
        var next = await scene.OkAsync("run", "deploy", "--no-hooks", "--wait-lock", "2s");
        Assert.Contains("left behind", next);
        Assert.Equal(["one", "one"], scene.Served());
        Assert.Empty(scene.Locks());
    }

    [Fact]
    public async Task Who_waits_for_a_host_holds_none_that_comes_after_it()
    {
        await using var scene = await ReleaseScene.StartAsync(2);
        _ = await scene.OkAsync("lock", "--select", "web1");
        using var waiting = scene.Start("run", "deploy", "--wait-lock", "60s", "--output", "json");
        for (var line = ""; !line.Contains("waiting up to", StringComparison.Ordinal);)
        {
            line = await waiting.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("It did not wait");
        }

        Assert.Single(scene.Locks());
        _ = await scene.OkAsync("unlock", "--force", "--select", "web1");
        Assert.Equal(0, (await ReleaseScene.EndAsync(waiting)).Exit);
        Assert.Equal(["one", "one"], scene.Served());
    }

    [Fact]
    public async Task The_second_lock_of_a_run_is_as_alive_as_its_first()
    {
        await using var scene = await ReleaseScene.StartAsync(1, """
            tasks:
              release: [deploy, smoke]
              smoke: {steps: ['touch {{deploy_path}}/smoked; false']}
              slow: {steps: ['[ ! -e {{deploy_path}}/smoked ] || { touch {{deploy_path}}/back; until [ -e {{deploy_path}}/go ]; do sleep 0.1; done; }']}
            after: {deploy:lock: slow}
            fail: {smoke: rollback}
            """);
        _ = await scene.OkAsync("run", "deploy");
        scene.Publish("index.html", "two");
        using var failing = scene.Start("run", "release");
        var path = scene.Hosts[0].DeployPath;
        while (!File.Exists(Path.Combine(path, "back")))
        {
            await Task.Delay(20);
        }

        var other = await scene.RunAsync("run", "deploy", "--no-hooks");
        File.WriteAllText(Path.Combine(path, "go"), "");
        Assert.Equal(1, (await ReleaseScene.EndAsync(failing)).Exit);
        Assert.Equal(4, other.Exit);
        Assert.Equal(["one"], scene.Served());
    }

    private static string Slow(string command) => $"tasks: {{slow: {{steps: ['{command}']}}}}\nbefore: {{deploy:symlink: slow}}";

    private static Task UntilLockedAsync(ReleaseScene scene, Process run) =>
        Poll.UntilAsync(() => scene.Locks().Count() == scene.Hosts.Count, run.WaitForExitAsync());
}
