using System.Security.Cryptography;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Releases;

/// <summary>A signal in the middle of a deployment: all hosts serve what they served before, and the exit code says what happened.</summary>
public sealed class CancelledReleaseTests
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    [Theory]
    [InlineData(Interrupt, 130)]
    [InlineData(Terminate, 143)]
    public async Task During_an_upload_nobody_is_switched(int signal, int exit)
    {
        LabLink? link = null;
        await using var scene = await ReleaseScene.StartAsync(2, other: new OtherLab
        {
            Prepare = async lab => link = await lab.LinkAsync(lab.Hosts[0], new LinkFault()),
        });
        _ = await scene.OkAsync("run", "deploy");
        scene.Publish("index.html", Convert.ToHexString(RandomNumberGenerator.GetBytes(4 << 20)));
        link!.Fault = new LinkFault { BytesPerSecond = 1 << 20 };
        var before = link.Passed;
        using var tool = scene.Start("run", "deploy");
        await Poll.UntilAsync(() => link.Passed - before > 1 << 20, tool.WaitForExitAsync());

        LabProcess.Signal(tool.Id, signal);

        await EndsAsync(scene, tool, exit);
    }

    [Theory]
    [InlineData(Interrupt, 130)]
    [InlineData(Terminate, 143)]
    public async Task During_a_health_check_everybody_is_switched_back(int signal, int exit)
    {
        await using var scene = await ReleaseScene.StartAsync(
            2, "config: {health: {command: 'grep -q one {{current_path}}/index.html || { touch {{deploy_path}}/asked; false; }', timeout: 60s}}");
        _ = await scene.OkAsync("run", "deploy");
        scene.Publish("index.html", "two");
        using var tool = scene.Start("run", "deploy");
        await Poll.UntilAsync(() => scene.Hosts.Any(host => File.Exists(Path.Combine(host.DeployPath, "asked"))), tool.WaitForExitAsync());

        LabProcess.Signal(tool.Id, signal);

        await EndsAsync(scene, tool, exit);
    }

    private static async Task EndsAsync(ReleaseScene scene, System.Diagnostics.Process tool, int exit)
    {
        var end = await ReleaseScene.EndAsync(tool);
        Assert.True(end.Exit == exit, $"exit {end.Exit}: {end.All}");
        Assert.Equal(["one", "one"], scene.Served());
        Assert.Empty(scene.Locks());
        scene.Publish("index.html", "one again");
        _ = await scene.OkAsync("run", "deploy");
        Assert.Equal(["one again", "one again"], scene.Served());
    }
}
