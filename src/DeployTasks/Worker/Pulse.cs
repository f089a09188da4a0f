using System.Runtime.InteropServices;
using DeployTasks.Wire;

namespace DeployTasks.Worker;

/// <summary>
/// Twice a second: is the master still our parent? Its death is seen even when something else keeps the write end of our
/// stdin open. (PR_SET_PDEATHSIG fires when the thread that started us ends, while the master lives:
/// dotnet/runtime#96470.) And every heartbeat: tell it that we are alive.
/// </summary>
/// <param name="beat">Tells the master.</param>
internal sealed partial class Pulse(Action beat)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private readonly int _parent = Parent();
    private int _ticks;

    /// <summary>Once every <see cref="Interval"/>.</summary>
    /// <returns>False when the master is gone.</returns>
    public bool Tick()
    {
        if (Parent() != _parent)
        {
            return false;
        }

        if (++_ticks % (WireVersion.Heartbeat / Interval) == 0)
        {
            beat();
        }

        return true;
    }

    private static int Parent() => OperatingSystem.IsWindows() ? 0 : GetParent();

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParent();
}
