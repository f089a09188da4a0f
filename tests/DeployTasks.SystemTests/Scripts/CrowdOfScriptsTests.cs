using System.Collections.Concurrent;
using System.Text.Json;

namespace DeployTasks.SystemTests.Scripts;

public class CrowdOfScriptsTests
{
    private const int Hosts = 10;
    private const int Scripts = 20;

    [Fact]
    public async Task Ten_hosts_with_twenty_scripts_each_are_accounted_for_exactly_once()
    {
        // Each ends at a time of its own, as jobs do, with an exit code of its own; its last word is the time.
        var start = Enumerable.Range(1, Scripts).Select(n =>
            $"      - {{ script: \"sleep $(({n} + ${{LAB_HOST#web}} % 3)).$((${{LAB_HOST#web}} * 7 % 10))\\ndate +%s%3N\\nexit {n % 3}\\n\", detach: true, name: s{n} }}");
        var wait = Enumerable.Range(1, Scripts).Select(n => $"      - {{ wait: s{n}, allow_failure: true }}");
        await using var scene = await ScriptScene.StartAsync(Hosts, $"""
            tasks:
              work:
                steps:
            {string.Join('\n', start.Concat(wait))}
            """.Replace("    tasks", "tasks"));
        var heard = new ConcurrentDictionary<string, long>();
        var ends = new ConcurrentDictionary<(string Host, int Step), string>();
        using var tool = scene.Launch("run", "work", "--output", "json");
        while (await tool.StandardOutput.ReadLineAsync() is { } line)
        {
            Read(line, heard, ends);
        }

        await tool.WaitForExitAsync();
        Assert.Equal(0, tool.ExitCode);
        for (var host = 1; host <= Hosts; host++)
        {
            for (var n = 1; n <= Scripts; n++)
            {
                var expected = n % 3 == 0 ? "" : $"exit code {n % 3}";
                Assert.EndsWith(expected, ends[($"web{host}", Scripts + n)]);
            }
        }

        Assert.Equal(Hosts * Scripts * 2, ends.Count);
        var late = heard.Select(call => call.Value - EndOf(scene, call.Key)).Order().ToList();
        Assert.Equal(Hosts * Scripts, late.Count);
        TestContext.Current.SendDiagnosticMessage(
            $"{late.Count} of {Hosts * Scripts} scripts heard; after their end: median {late[late.Count / 2]} ms, "
            + $"90 % {late[late.Count * 9 / 10]} ms, longest {late[^1]} ms");
    }

    private static void Read(string line, ConcurrentDictionary<string, long> heard, ConcurrentDictionary<(string, int), string> ends)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        using var json = JsonDocument.Parse(line);
        var happened = json.RootElement;
        switch (happened.GetProperty("event").GetString())
        {
            case "said" when happened.GetProperty("text").GetString()!.Split(' ') is ["script", var id, "has", "called", "home"]:
                Assert.True(heard.TryAdd($"{happened.GetProperty("host").GetString()}/{id}", now), $"{id} was heard twice");
                break;
            case "step-ended":
                var key = (happened.GetProperty("host").GetString()!, happened.GetProperty("step").GetInt32());
                var error = happened.GetProperty("outcome").TryGetProperty("error", out var found) ? found.GetProperty("what").GetString()! : "";
                Assert.True(ends.TryAdd(key, error), $"{key} ended twice");
                break;
        }
    }

    private static long EndOf(ScriptScene scene, string job) =>
        long.Parse(File.ReadAllText(scene.JobFile(job.Split('/')[0], job.Split('/')[1], "log")).Trim());
}
