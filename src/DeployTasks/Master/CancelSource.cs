namespace DeployTasks.Master;

/// <summary>
/// The two ways to end a run early: <see cref="Stop"/> lets it end its steps and free its locks; <see cref="Now"/> comes
/// with a second signal, or at the end of the five seconds that CI systems leave us (GitHub kills after 7.5).
/// </summary>
public sealed class CancelSource : IDisposable
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(5);

    // Supervisors send two signals as one (systemd: TERM and HUP); a person needs longer.
    private static readonly TimeSpan OneGesture = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _now = new();
    private readonly TimeProvider _clock;
    private readonly TimeSpan _budget;
    private readonly Lock _gate = new();
    private long? _requested;

    public CancelSource()
        : this(TimeProvider.System, Budget)
    {
    }

    internal CancelSource(TimeProvider clock, TimeSpan budget) => (_clock, _budget) = (clock, budget);

    /// <summary>No new work; what runs is ended in order.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>No more waiting for anybody.</summary>
    public CancellationToken Now => _now.Token;

    /// <summary>Of the first request: Interrupted, Terminated or TimedOut.</summary>
    public ExitCode Cause { get; private set; }

    /// <summary>Only the first one counts.</summary>
    public void Request(ExitCode cause)
    {
        lock (_gate)
        {
            if (_requested is not null)
            {
                return;
            }
            (_requested, Cause) = (_clock.GetTimestamp(), cause);
        }
        _now.CancelAfter(_budget);
        _stop.Cancel();
    }

    /// <summary>The second one is meant impatiently.</summary>
    public void Signal(ExitCode cause)
    {
        if (_requested is { } first && _clock.GetElapsedTime(first) > OneGesture)
        {
            _now.Cancel();
        }
        Request(cause);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _now.Dispose();
    }
}
