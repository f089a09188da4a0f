using System.Runtime.InteropServices;
using DeployTasks.Recipes;

namespace DeployTasks.Master;

/// <summary>
/// Everything that means "end this run". Signals alone are not enough: a shell does not forward them (GitHub's
/// <c>run:</c> without <c>exec</c>), and <c>dotnet build</c> that gets SIGTERM just leaves us behind.
/// </summary>
public sealed partial class CancelTriggers : IDisposable
{
    private static readonly TimeSpan ParentInterval = TimeSpan.FromMilliseconds(500);

    private readonly CancelSource _cancel;
    private readonly List<IDisposable> _triggers = [];

    /// <param name="timeout">For the whole run; null: none.</param>
    /// <param name="leash">Its end cancels; null when stdin is not a leash (CI's stdin is empty).</param>
    public CancelTriggers(CancelSource cancel, TimeSpan? timeout, Stream? leash)
    {
        _cancel = cancel;
        OnSignal(PosixSignal.SIGINT, ExitCode.Interrupted);
        OnSignal(PosixSignal.SIGQUIT, ExitCode.Interrupted);
        OnSignal(PosixSignal.SIGTERM, ExitCode.Terminated);
        OnSignal(PosixSignal.SIGHUP, ExitCode.Terminated);
        if (timeout is { } limit && limit > TimeSpan.Zero)
        {
            _triggers.Add(new Timer(_ => cancel.Request(ExitCode.TimedOut), null, Duration.ForTimer(limit), Timeout.InfiniteTimeSpan));
        }
        if (leash is not null)
        {
            _ = Task.Run(() => HoldAsync(leash));
        }
        if (!OperatingSystem.IsWindows())
        {
            WatchParent();
        }
    }

    public void Dispose() => _triggers.ForEach(trigger => trigger.Dispose());

    private void OnSignal(PosixSignal signal, ExitCode cause) =>
        _triggers.Add(PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            _cancel.Signal(cause);
        }));

    private void WatchParent()
    {
        var parent = GetParent();
        _triggers.Add(new Timer(
            _ =>
            {
                if (GetParent() != parent)
                {
                    _cancel.Request(ExitCode.Terminated);
                }
            },
            null, ParentInterval, ParentInterval));
    }

    private async Task HoldAsync(Stream leash)
    {
        var ignored = new byte[256];
        while (await leash.ReadAsync(ignored) > 0)
        {
        }
        _cancel.Request(ExitCode.Interrupted);
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParent();
}
