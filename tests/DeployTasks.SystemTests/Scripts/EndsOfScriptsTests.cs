using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Scripts;

/// <summary>However a detached script ends, whoever waits for it learns exactly that, on any machine.</summary>
public class EndsOfScriptsTests
{
    private const string Tasks = """
        tasks:
          start:
            steps:
              - { script: "echo fine\nexit 0", detach: true, name: ok }
              - { script: "exit 42\n", detach: true, name: own }
              - { script: "exit 124\n", detach: true, name: looks_like_timeout }
              - { script: "sleep 600\n", detach: true, name: slow, timeout: 1s }
              - { script: "kill -SEGV $$\n", detach: true, name: signal }
              - { script: "echo last words\nsleep 600\n", detach: true, name: silent }
              - { script: "setsid sleep 20 &\necho started\n", detach: true, name: daemon }
        """;

    [Fact]
    public async Task Who_waits_learns_how_it_ended_and_ends_the_same_way()
    {
        await using var scene = await ScriptScene.StartAsync(extra: Tasks);
        Assert.Equal(0, (await scene.RunAsync("run", "start")).Exit);
        var silent = (await scene.ListAsync()).Single(job => job.GetProperty("name").GetString() == "silent").GetProperty("id").GetString()!;
        await Poll.UntilAsync(() => File.ReadAllText(scene.JobFile("web1", silent, "log")).Length > 0);
        scene.KillRunner("web1", silent);

        await ExpectAsync(scene, "ok", 0, "| fine");
        await ExpectAsync(scene, "own", 1, "DT7005", "exit code 42");
        await ExpectAsync(scene, "looks_like_timeout", 1, "DT7005", "exit code 124");
        await ExpectAsync(scene, "slow", 6, "DT7006", "ran out of its time");
        await ExpectAsync(scene, "signal", 1, "DT7005", "exit code 139 (signal 11)");
        await ExpectAsync(scene, "silent", 1, "DT7004", "killed before it could report", "| last words");
        await ExpectAsync(scene, "daemon", 0, "| started");
        Assert.Equal(0, (await scene.RunAsync("script", "stop", silent)).Exit);
    }

    [Fact]
    public async Task A_host_that_was_rebooted_has_lost_its_scripts_shows_their_logs_and_kills_no_stranger()
    {
        var boot = Path.GetTempFileName();
        await File.WriteAllTextAsync(boot, "before\n");
        await using var scene = await ScriptScene.StartAsync(options: new LabOptions
        {
            Mounts = new Dictionary<string, string> { ["/proc/sys/kernel/random/boot_id"] = boot },
        });
        var id = await scene.StartAsync("echo last words\nsleep 600\n");
        await Poll.UntilAsync(() => File.ReadAllText(scene.JobFile("web1", id, "log")).Length > 0);
        Assert.Equal("running", (await scene.ListAsync()).Single().GetProperty("state").GetString());

        await File.WriteAllTextAsync(boot, "after\n");

        await ExpectAsync(scene, id, 1, "DT7004", "the host was rebooted while it ran", "| last words");
        Assert.Equal("rebooted", (await scene.ListAsync()).Single().GetProperty("reason").GetString());
        // After a reboot its pid would be somebody else's.
        var script = int.Parse(File.ReadAllText(scene.JobFile("web1", id, "child")).Split(' ')[0]);
        Assert.Equal(0, (await scene.RunAsync("script", "stop", id)).Exit);
        Assert.True(LabProcess.IsAlive(script));
        await File.WriteAllTextAsync(boot, "before\n");
        Assert.Equal(0, (await scene.RunAsync("script", "stop", id)).Exit);
        Assert.False(LabProcess.IsAlive(script));
        File.Delete(boot);
    }

    [Fact]
    public async Task Two_scripts_of_one_name_are_one_run_too_many_but_two_runs_have_two()
    {
        await using var scene = await ScriptScene.StartAsync(extra: """
            tasks:
              twice:
                steps:
                  - { script: "exit 0\n", detach: true, name: same }
                  - { script: "exit 0\n", detach: true, name: same }
            """);
        var first = await scene.StartAsync("exit 3\n", "--name", "nightly");
        await Task.Delay(1100);
        var second = await scene.StartAsync("exit 4\n", "--name", "nightly");

        await ExpectAsync(scene, first, 1, "exit code 3");
        await ExpectAsync(scene, second, 1, "exit code 4");
        await ExpectAsync(scene, "nightly", 1, "exit code 4");
        var end = await scene.RunAsync("run", "twice");
        Assert.True(end.Exit == 1, end.Output);
        Assert.Contains("DT7002", end.Output);
    }

    private static async Task ExpectAsync(ScriptScene scene, string job, int exit, params string[] words)
    {
        var end = await scene.RunAsync("script", "wait", job);
        Assert.True(end.Exit == exit, $"{job}: exit {end.Exit}\n{end.Output}{end.Error}");
        Assert.All(words, word => Assert.Contains(word, end.Output));
    }
}
