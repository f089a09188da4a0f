using System.Diagnostics;
using DeployTasks.Lab;
using DeployTasks.SystemTests.Master;
using DeployTasks.SystemTests.Releases;

namespace DeployTasks.SystemTests.GitHub;

/// <summary>
/// A cancelled job, as GitHub's runner cancels: it signals the shell of the step and nobody else, SIGINT first, SIGTERM
/// after 7.5 seconds, then it kills (https://github.com/actions/runner, ProcessInvoker.cs).
/// </summary>
public sealed class CancelledActionTests : IAsyncDisposable
{
    private const int Interrupt = 2;
    private const int Kill = 9;
    private const int Terminate = 15;

    // Half of what GitHub leaves us is ours; a machine that builds at the same time gets some more.
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(6.5);

    private readonly string _marker = $"7{Random.Shared.Next(100_000, 999_999)}";
    private readonly DirectoryInfo _temp = Directory.CreateTempSubdirectory("dtc-");
    private ReleaseScene? _scene;
    private TimeSpan _took;

    public async ValueTask DisposeAsync()
    {
        foreach (var left in Left())
            LabProcess.Signal(left, Kill);
        await _scene!.DisposeAsync();
        _temp.Delete(recursive: true);
    }

    [Theory]
    [InlineData(Interrupt, 130)]
    [InlineData(Terminate, 143)]
    public async Task A_signal_ends_the_run_in_order(int signal, int exit)
    {
        using var action = await RunAsync(process => LabProcess.Signal(process.Id, signal));

        Assert.Equal(exit, action.Exit);
        AssertEndedInOrder(action, exit);
    }

    [Fact]
    public async Task Without_exec_the_end_of_the_shell_is_what_is_seen()
    {
        using var action = await RunAsync(
            process =>
            {
                LabProcess.Signal(process.Id, Interrupt);
                LabProcess.Signal(process.Id, Terminate);
            },
            forgetsExec: true);

        Assert.DoesNotContain("the shell goes on", action.Log);
        AssertEndedInOrder(action, 143);
    }

    [Fact]
    public async Task After_SIGKILL_no_process_is_left_and_the_next_run_mends_the_rest()
    {
        using var killed = await RunAsync(process => LabProcess.Signal(process.Id, Kill));
        Assert.Equal(137, killed.Exit);
        Assert.True(_took < InTime, $"it took {_took}");
        Assert.Empty(Left());

        using var next = await Action(forgetsExec: false, whileDeploying: null).RunAsync();
        Assert.Equal(0, next.Exit);
        Assert.Equal(["one", "one"], _scene!.Served());
        Assert.Empty(_scene.Locks());
        Assert.Empty(_temp.GetFileSystemInfos());
    }

    private async Task<ActionRun> RunAsync(Action<Process> cancel, bool forgetsExec = false)
    {
        _scene = await ReleaseScene.StartAsync(2, "tasks: {slow: {steps: ['[ -e {{deploy_path}}/second ] || { touch {{deploy_path}}/second; sleep "
            + _marker + "; }']}}\nbefore: {deploy:symlink: slow}", withIdentity: false);
        return await Action(forgetsExec, WhileDeploying).RunAsync();

        async Task WhileDeploying(Process process)
        {
            while (_scene.Locks().Count() < 2 || Sleeping().Count() < 2)
            {
                Assert.False(process.HasExited, "it ended before it was cancelled");
                await Task.Delay(20);
            }

            var watch = Stopwatch.StartNew();
            cancel(process);
            while (Left().Any() && watch.Elapsed < TimeSpan.FromSeconds(30))
                await Task.Delay(20);
            _took = watch.Elapsed;
        }
    }

    private ActionRun Action(bool forgetsExec, Func<Process, Task>? whileDeploying) =>
        new(_scene!.Folder, ("ssh-private-key", _scene.Key), ("known-hosts", _scene.KnownHosts), ("options", "lock_wait=5s"))
        {
            ForgetsExec = forgetsExec,
            WhileDeploying = whileDeploying,
            Environment = { ["DT_MARKER"] = _marker, ["TMPDIR"] = _temp.FullName },
        };

    private IEnumerable<int> Sleeping() =>
        ProcessTable.Read().Where(process => process.Arguments is ["sleep", var time] && time == _marker).Select(process => process.Id);

    /// <summary>Every process that this run has started here, and the steps on the hosts.</summary>
    private IEnumerable<int> Left() => ProcessTable.Read().Select(process => process.Id)
        .Where(id => ProcessTable.EnvironmentOf(id).Contains($"DT_MARKER={_marker}", StringComparison.Ordinal)).Concat(Sleeping());

    private void AssertEndedInOrder(ActionRun action, int exit)
    {
        Assert.True(_took < InTime, $"it took {_took}");
        TestContext.Current.SendDiagnosticMessage($"all gone after {_took.TotalMilliseconds:0} ms");
        Assert.Contains("cancelled in", action.Summary);
        Assert.Contains($"exit code {exit}", action.Summary);
        Assert.Contains($"\"exit\":{exit}", action.Output("result"));
        Assert.Contains("DT3010", action.Runner.Errors.Select(error => error.Properties["title"]));
        Assert.False(action.Runner.IsStopped);
        Assert.Empty(_scene!.Locks());
        Assert.Equal([null, null], _scene.Served());
        Assert.Empty(Left());
        Assert.Empty(_temp.GetFileSystemInfos());
    }
}
