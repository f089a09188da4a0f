using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Releases;

/// <summary>The whole tool killed at any instant: every host serves a complete release, and the next run succeeds.</summary>
public sealed class KilledToolTests
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("DEPLOYTASKS_FAULTS") == "long" ? 20 : 3;

    [Fact]
    public async Task Every_host_serves_a_complete_release_and_the_next_run_succeeds()
    {
        var random = new Random(TimeProvider.System.GetUtcNow().DayOfYear);
        await using var scene = await ReleaseScene.StartAsync(2);
        _ = await scene.OkAsync("run", "deploy");
        for (var round = 1; round <= Rounds; round++)
        {
            scene.Publish("index.html", $"killed {round}");
            using var tool = scene.Start("run", "deploy");
            await Task.Delay(random.Next(300, 2500));
            tool.Kill(entireProcessTree: false);
            await tool.WaitForExitAsync();
            Assert.All(scene.Hosts, host => Assert.True(IsComplete(host), $"round {round}: {host.Alias}"));

            scene.Publish("index.html", $"next {round}");
            _ = await scene.OkAsync("run", "deploy", "--wait-lock", "3s");
            Assert.Equal([$"next {round}", $"next {round}"], scene.Served());
        }
    }

    private static bool IsComplete(LabHost host)
    {
        const string Script = "cd \"$1/current/\" && read -r d <.complete && [ \"$(sha256sum <.dep/manifest)\" = \"$d  -\" ]"
            + " && sed -n 's/^f [0-7]* //p' .dep/manifest | sha256sum -c --quiet";
        using var check = LabProcess.Start("sh", ["-c", Script, "sh", host.DeployPath]);
        check.WaitForExit();
        return check.ExitCode == 0;
    }
}
