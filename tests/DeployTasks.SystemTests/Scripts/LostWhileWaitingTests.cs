using System.Diagnostics;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Scripts;

/// <summary>What waits notices at once that its connection is gone, not when it looks the next time.</summary>
public class LostWhileWaitingTests
{
    [Theory]
    [InlineData("")]
    [InlineData(", as: nobody")]
    public async Task A_connection_that_is_lost_while_somebody_waits_is_made_again_before_the_script_ends(string user)
    {
        await using var scene = await ScriptScene.StartAsync(extra: $$"""
            tasks:
              work:
                steps:
                  - { script: "until [ -e ${0%/*}/go ]; do sleep 0.1; done\nexit 7\n", detach: true, name: job{{user}} }
                  - { wait: job{{user}} }
            """);
        File.SetUnixFileMode(scene.ScriptsPath, (UnixFileMode)0b111_111_111);
        using var tool = scene.Launch("run", "work", "-vvv");
        while (await tool.StandardOutput.ReadLineAsync() is { } line && !line.Contains("wait for", StringComparison.Ordinal))
        {
        }

        await Task.Delay(500);
        // Where the script is going to call: a new connection has another socket, or another port.
        var address = $"head -n 2 {scene.ScriptsPath}/web1/*/callback";
        var before = await ShellAsync(address);
        ScriptScene.CutSessions(scene.Host);
        var watch = Stopwatch.StartNew();
        while (await ShellAsync(address) == before)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), "nobody noticed");
            await Task.Delay(50);
        }

        await ShellAsync($"touch $(echo {scene.ScriptsPath}/web1/*)/go");
        // Nobody looks at the file again for 15 s: this must be heard.
        var output = await tool.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(12));
        Assert.Contains("has called home", output);
        Assert.Contains("exit code 7", output);
    }

    // The files are another user's.
    private static async Task<string> ShellAsync(string command)
    {
        using var shell = LabProcess.Start("sudo", ["-n", "sh", "-c", command]);
        return await shell.StandardOutput.ReadToEndAsync();
    }
}
