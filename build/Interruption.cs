using System.Runtime.InteropServices;

namespace DeployTasks.Build;

/// <summary>
/// The first Ctrl+C gives a target, and what it runs, a little time to put away what it has started: apps and servers would
/// outlive it. The second one ends at once.
/// </summary>
internal static class Interruption
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);
    private static readonly CancellationTokenSource Over = new();
    private static volatile bool _isInterrupted;

    private static readonly PosixSignalRegistration[] Registrations =
        [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, Handle))];

    /// <summary>The time is up.</summary>
    public static CancellationToken TimeIsUp => Over.Token;

    public static void Watch() => GC.KeepAlive(Registrations);

    public static void Check()
    {
        if (_isInterrupted)
        {
            throw new BuildFailedException("interrupted");
        }
    }

    // Whoever sits at the terminal has told the children too.
    private static void Handle(PosixSignalContext context)
    {
        context.Cancel = !_isInterrupted;
        _isInterrupted = true;
        Over.CancelAfter(Grace);
    }
}
