using System.Security.Cryptography;

namespace DeployTasks.SystemTests.Scripts;

public class JobCommandsTests
{
    [Fact]
    public async Task Scripts_are_listed_followed_stopped_and_removed_on_all_hosts()
    {
        await using var scene = await ScriptScene.StartAsync(2);
        var id = await scene.StartAsync("echo \"$1\"\nsleep 600\n", "--name", "long", "--arg", "hello there");
        Assert.Matches("^long-[0-9a-f]{12}$", id);

        Assert.All(await scene.ListAsync(), job => Assert.Equal("running", job.GetProperty("state").GetString()));
        Assert.Equal(1, (await scene.RunAsync("script", "clean", id)).Exit);
        using var following = scene.Launch("script", "logs", id, "--follow");
        var seen = new List<string>();
        while (seen.Count(line => line.EndsWith("| hello there", StringComparison.Ordinal)) < 2)
        {
            seen.Add(await following.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30))
                ?? throw new InvalidOperationException(string.Join('\n', seen)));
        }

        Assert.Equal(0, (await scene.RunAsync("script", "stop", id)).Exit);
        await following.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, following.ExitCode);
        var table = await scene.RunAsync("script", "status", id);
        Assert.Equal(2, table.Lines.Count(line => line.Contains(id, StringComparison.Ordinal) && line.Contains("stopped", StringComparison.Ordinal)));
        Assert.Equal(0, (await scene.RunAsync("script", "clean", "--older-than", "0s")).Exit);
        Assert.Empty(await scene.ListAsync());
        Assert.False(Directory.Exists(Path.GetDirectoryName(scene.JobFile("web1", id, "log"))));
    }

    [Fact]
    public async Task A_host_that_does_not_know_a_script_is_named_and_the_others_are_asked_all_the_same()
    {
        await using var scene = await ScriptScene.StartAsync(2);
        var id = await scene.StartAsync("echo hello\n", "--select", "web1");

        var end = await scene.RunAsync("script", "logs", id);

        Assert.Equal(1, end.Exit);
        Assert.Contains("[web1] | hello", end.Output);
        Assert.Contains("DT7003: web2", end.Output);
        Assert.Equal(0, (await scene.RunAsync("script", "wait", id, "--select", "web1")).Exit);
    }

    [Fact]
    public async Task A_log_of_100_MB_arrives_byte_for_byte_and_a_wait_shows_its_end_only()
    {
        const int Size = 100_000_000;
        await using var scene = await ScriptScene.StartAsync();
        var id = await scene.StartAsync($"head -c {Size - 5} /dev/urandom\necho; echo end\n", "--name", "flood");

        var waited = await scene.RunAsync("script", "wait", id);
        Assert.True(waited.Exit == 0, waited.Output + waited.Error);
        Assert.True(waited.Output.Length < 200_000, $"{waited.Output.Length} characters");

        var job = (await scene.ListAsync()).Single();
        Assert.Equal(Size, job.GetProperty("log_size").GetInt64());
        var copied = await scene.RunAsync("script", "logs", id, "--log", "deploy.log", "-q");
        Assert.True(copied.Exit == 0, copied.Output + copied.Error);
        var log = await File.ReadAllBytesAsync(scene.PathOf("deploy.log"));
        var sent = await File.ReadAllBytesAsync(scene.JobFile("web1", id, "log"));
        var start = log.AsSpan().IndexOf(sent.AsSpan(0, 64));
        Assert.True(start > 0, "the log is not in the log");
        Assert.Equal(job.GetProperty("log_sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(log.AsSpan(start, Size))));
    }

    [Fact]
    public async Task A_rehearsal_says_what_would_run_where_and_starts_nothing()
    {
        await using var scene = await ScriptScene.StartAsync(2);
        await File.WriteAllTextAsync(scene.PathOf("work.sh"), "touch ran\n");

        var end = await scene.RunAsync("script", "start", "work.sh", "--dry-run");

        Assert.True(end.Exit == 0, end.Output + end.Error);
        Assert.Contains("[web1] > start script work", end.Output);
        Assert.Contains("[web2] > start script work", end.Output);
        Assert.DoesNotContain(end.Lines, line => line.StartsWith("work-", StringComparison.Ordinal));
        Assert.Empty(await scene.ListAsync());
    }
}
