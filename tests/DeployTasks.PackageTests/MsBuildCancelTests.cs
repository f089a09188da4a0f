using System.Security.Cryptography;
using DeployTasks.Lab;

namespace DeployTasks.PackageTests;

/// <summary>However a build ends, in a step or in the middle of an upload: no process is left, and no lock that stops the next one.</summary>
public sealed class MsBuildCancelTests
{
    // So long sleeps the step of the sample: a number of our own, so that exactly our process is found.
    private const string Sample = "97533";
    private readonly string _seconds = $"9{Random.Shared.Next(100_000, 999_999)}";
    private const int ArtifactSize = 24 << 20;
    private static readonly string[] Hang = ["build", "-t:DeployRun", "-p:DeployTask=hang", "-p:HostsFile=hosts.props", "-p:DeployVerbosity=detailed"];

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    public async Task A_build_that_is_ended_in_a_step_leaves_no_process_behind(int signal)
    {
        await using var scene = await SceneAsync();
        var pid = 0;
        scene.Started = started => pid = started;

        var build = scene.DotnetAsync(Hang);
        await Processes.Until(() => Processes.AnyWith(Step), "the step to run");
        LabProcess.Signal(pid, signal);
        _ = await build;

        await EverythingEndsAsync(scene);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    public async Task A_build_that_is_ended_in_the_middle_of_an_upload_publishes_nothing_and_the_next_one_succeeds(int signal)
    {
        await using var scene = await SceneAsync();
        var host = scene.Lab.Hosts[0];
        var link = await scene.Lab.LinkAsync(host, new LinkFault { BytesPerSecond = 2 << 20 });
        await scene.WriteHostItemsAsync();
        await File.WriteAllBytesAsync(Path.Combine(scene.Folder, "big.bin"), RandomNumberGenerator.GetBytes(ArtifactSize));
        string[] deploy = ["build", "-c", "Release", "-t:Deploy", "-p:HostsFile=hosts.props", "-p:DeploySource=big", "-p:DeployHealthUrl=", "-p:DeployRecipe="];
        Directory.CreateDirectory(Path.Combine(scene.Folder, "big"));
        File.Move(Path.Combine(scene.Folder, "big.bin"), Path.Combine(scene.Folder, "big", "big.bin"));
        var pid = 0;
        scene.Started = started => pid = started;

        var build = scene.DotnetAsync(deploy);
        await Processes.Until(() => link.Passed > ArtifactSize / 8, "the upload to be under way");
        LabProcess.Signal(pid, signal);
        _ = await build;
        await EverythingEndsAsync(scene);
        var sent = link.Passed;
        var held = new FileInfo(Path.Combine(host.DeployPath, ".dep", "lock")).LinkTarget;

        Assert.InRange(sent, ArtifactSize / 8, ArtifactSize);
        Assert.Null(new FileInfo(Path.Combine(host.DeployPath, "current")).LinkTarget);
        Assert.True(signal == 9 || held is null, $"still locked: {held}");
        link.Fault = new LinkFault();
        var next = await scene.DotnetAsync(deploy);
        Assert.True(next.Exit == 0, next.Text);
        Assert.Equal(ArtifactSize, new FileInfo(Path.Combine(host.DeployPath, "current", "big.bin")).Length);
    }

    [Fact]
    public async Task Ctrl_C_on_a_terminal_cancels_and_frees_the_lock()
    {
        await using var scene = await SceneAsync();
        using var terminal = LabProcess.Start("script", ["-qec", string.Join(' ', [Path.Combine(Repository.DotnetRoot, "dotnet"), .. HangLocked]), "/dev/null"], info =>
        {
            info.WorkingDirectory = scene.Folder;
            foreach (var (name, value) in scene.Environment)
            {
                info.Environment[name] = value;
            }
        });
        var text = terminal.StandardOutput.ReadToEndAsync();
        await Processes.Until(() => Processes.AnyWith(Step), "the step to run");

        await terminal.StandardInput.WriteAsync('\u0003');
        await terminal.StandardInput.FlushAsync();
        await EverythingEndsAsync(scene);
        terminal.StandardInput.Close();

        await terminal.WaitForExitAsync();
        Assert.True(terminal.ExitCode != 0, await text);
        Assert.Null(new FileInfo(Path.Combine(scene.Lab.Hosts[0].DeployPath, ".dep", "lock")).LinkTarget);
    }

    [Fact]
    public async Task A_build_in_a_node_that_may_be_reused_is_cancelled_by_the_leash()
    {
        await using var scene = await SceneAsync();
        scene.Environment["MSBUILDDISABLENODEREUSE"] = "0";
        scene.Environment["MSBUILDNOINPROCNODE"] = "1";
        // A salt keeps other builds of this machine off our node.
        scene.Environment["MSBUILDNODEHANDSHAKESALT"] = scene.Folder;
        var before = Nodes();
        var first = await scene.DotnetAsync("build", "-t:DeployPlan", "-p:HostsFile=hosts.props");
        Assert.True(first.Exit == 0, first.Text);
        var pid = 0;
        scene.Started = started => pid = started;
        try
        {
            var build = scene.DotnetAsync(HangLocked);
            await Processes.Until(() => Processes.AnyWith(Step), "the step to run");
            Assert.NotEmpty(Nodes().Except(before));
            LabProcess.Signal(pid, 2);
            _ = await build;

            await EverythingEndsAsync(scene);
            Assert.Null(new FileInfo(Path.Combine(scene.Lab.Hosts[0].DeployPath, ".dep", "lock")).LinkTarget);
        }
        finally
        {
            foreach (var node in Nodes().Except(before))
            {
                LabProcess.Signal(node, 9);
            }
        }
    }

    private string Step => $"sleep\0{_seconds}";

    private static string[] HangLocked => ["build", "-t:DeployRun", "-p:DeployTask=locked", .. Hang[3..]];

    private static int[] Nodes() => [.. Processes.With("/nodemode:1")];

    private async Task<PackageScene> SceneAsync()
    {
        var scene = await PackageScene.OfAsync("MsBuild", hosts: 1);
        await scene.WriteHostItemsAsync();
        await scene.WriteAsync("deploy.yaml", scene.Read("deploy.yaml").Replace(Sample, _seconds) + "\n  locked: [deploy:setup, deploy:lock, hang]\nfail: {locked: deploy:unlock}\n");
        return scene;
    }

    private Task EverythingEndsAsync(PackageScene scene) =>
        Processes.Until(() => !Processes.AnyWith(Step) && !Processes.AnyWith(scene.Folder + "/obj") && !Processes.AnyWith(scene.Folder + "/.packages"), "everything to end");
}
