using System.Diagnostics;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Releases.Faults;

/// <summary>P8 with whole tools and a real sshd: however many runs want a host, one has it.</summary>
public sealed class ContendingRunsTests
{
    private const int Contenders = 6;
    private const string Slow = """
        tasks: {slow: {steps: ['until [ -e {{deploy_path}}/go ]; do sleep 0.1; done']}}
        before: {deploy:symlink: slow}
        """;

    [Fact]
    public async Task Of_many_runs_at_once_one_deploys_and_the_others_are_told_so()
    {
        await using var scene = await ReleaseScene.StartAsync(1, Slow);
        for (var round = 0; round < Rounds.Of(1, 40); round++)
        {
            await ContendAsync(scene);
        }
    }

    [Fact]
    public async Task A_lock_that_a_killed_run_left_behind_has_one_winner()
    {
        await using var scene = await ReleaseScene.StartAsync(1, Slow);
        for (var round = 0; round < Rounds.Of(1, 40); round++)
        {
            using var killed = scene.Start("run", "deploy");
            await Poll.UntilAsync(() => scene.Locks().Any(), killed.WaitForExitAsync());
            killed.Kill(entireProcessTree: false);
            await killed.WaitForExitAsync();
            await ContendAsync(scene, "--wait-lock", "2s");
        }
    }

    private static async Task ContendAsync(ReleaseScene scene, params string[] options)
    {
        var go = Path.Combine(scene.Hosts[0].DeployPath, "go");
        scene.Publish("index.html", $"{Guid.NewGuid()}");
        var runs = Enumerable.Range(0, Contenders).Select(number => Start(scene, number, options)).ToList();
        var ends = runs.Select(ReleaseScene.EndAsync).ToList();
        for (var losers = 0; losers < Contenders - 1; losers++)
        {
            var loser = await Task.WhenAny(ends);
            ends.Remove(loser);
            Assert.Equal(4, (await loser).Exit);
            Assert.Contains("DT5070", (await loser).All);
        }

        File.WriteAllText(go, "");
        Assert.Equal(0, (await ends.Single()).Exit);
        Assert.Empty(scene.Locks());
        File.Delete(go);
        runs.ForEach(run => run.Dispose());
    }

    private static Process Start(ReleaseScene scene, int number, string[] options)
    {
        scene.Environment["CI_PIPELINE_URL"] = $"https://ci/{number}";
        return scene.Start(["run", "deploy", .. options]);
    }
}
