using System.Runtime.InteropServices;
using DeployTasks.Wire;

namespace DeployTasks.Worker;

/// <summary>
/// Twice a second: is the master still our parent? Its death is seen even when something else keeps the write end of our
/// stdin open. (PR_SET_PDEATHSIG fires when the thread that started us ends, while the master lives:
/// dotnet/runtime#96470.) And every heartbeat: tell it that we are alive.
/// </summary>
internal sealed partial class Pulse : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private readonly Timer _timer;
    private readonly int _parent = Parent();
    private int _ticks;

    public Pulse(Action beat, Action orphaned)
    {
        _timer = new Timer(_ =>
        {
            if (Parent() != _parent)
            {
                orphaned();
            }
            else if (++_ticks % (WireVersion.Heartbeat / Interval) == 0)
            {
                beat();
            }
        });
        _timer.Change(Interval, Interval);
    }

    public void Dispose() => _timer.Dispose();

    private static int Parent() => OperatingSystem.IsWindows() ? 0 : GetParent();

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParent();
}
