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
        var end = await ReleaseScene.EndAsync(tool);

        // A network that is full of the upload lets no word through in the five seconds there are; then the next run takes the lock.
        link.Fault = new LinkFault();
        await LeftEverythingAsync(scene, (end, exit));
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
        var end = await ReleaseScene.EndAsync(tool);

        Assert.Empty(scene.Locks());
        await LeftEverythingAsync(scene, (end, exit));
    }

    [Fact]
    public async Task Who_was_switched_back_is_told_so_when_no_time_is_left_to_restart_him()
    {
        await using var scene = await ReleaseScene.StartAsync(
            2, "config: {restart: '[ ! -e {{deploy_path}}/slow ] || { touch {{deploy_path}}/asked; sleep 60; }'}");
        _ = await scene.OkAsync("run", "deploy", "-o", "release_name=r1");
        scene.Publish("index.html", "two");
        Assert.All(scene.Hosts, host => File.WriteAllText(Path.Combine(host.DeployPath, "slow"), ""));
        using var tool = scene.Start("run", "deploy");
        await Poll.UntilAsync(() => scene.Hosts.All(host => File.Exists(Path.Combine(host.DeployPath, "asked"))), tool.WaitForExitAsync());

        LabProcess.Signal(tool.Id, Terminate);
        var end = await ReleaseScene.EndAsync(tool);

        Assert.Equal(["one", "one"], scene.Served());
        Assert.True(end.Exit == 7, end.All);
        Assert.Contains("The host was switched back to r1, but was not found well", end.All);
        Assert.DoesNotContain("DT5073", end.All);
        Assert.DoesNotContain("DT5075", end.All);
    }

    private static async Task LeftEverythingAsync(ReleaseScene scene, (ToolEnd Is, int Wanted) end)
    {
        Assert.True(end.Is.Exit == end.Wanted, $"exit {end.Is.Exit}: {end.Is.All}");
        Assert.Equal(["one", "one"], scene.Served());
        scene.Publish("index.html", "one again");
        _ = await scene.OkAsync("run", "deploy", "--wait-lock", "30s");
        Assert.Equal(["one again", "one again"], scene.Served());
    }
}
