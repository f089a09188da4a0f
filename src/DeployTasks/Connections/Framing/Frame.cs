namespace DeployTasks.Connections.Framing;

/// <summary>One command while it runs: takes its bytes and markers from threads of the transport, and knows when it has ended.</summary>
/// <param name="saysItsPid">
/// Before its output, so that a login shell's greeting is not taken for it. In a shell of many commands that would cost
/// each a message from the host, and on a distant one often a round trip.
/// </param>
internal sealed class Frame(int number, ReceiveOutput receive, bool saysItsPid = false)
{
    private const int LongestErrorTail = 8 * 1024;

    private readonly object _gate = new();
    private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Capture _out = new(1024 * 1024, keepsLast: false);
    private readonly Capture _error = new(LongestErrorTail, keepsLast: true);
    private bool _outEnded;
    private bool _errorEnded;

    public int Number => number;

    /// <summary>What comes before the pid is nobody's output.</summary>
    public bool DropsNoise { get; init; }

    /// <summary>Completes when <see cref="Pid"/> is known, or never will be.</summary>
    public Task Began => saysItsPid ? _began.Task : Task.CompletedTask;

    /// <summary>Null unless it has said so.</summary>
    public int? Pid { get; private set; }

    public Task Ended => _ended.Task;

    /// <summary>Exit code as the shell tells it (128+n for a signal); null when the connection was lost before.</summary>
    public int? Exit { get; private set; }

    /// <summary><see cref="Environment.TickCount64"/> of the last byte that came.</summary>
    public long LastHeard { get; private set; } = Environment.TickCount64;

    public byte[] Out => Copy(_out, unsure: 0);

    /// <summary>No secret is known here: half of the tail is more than the rest of almost any.</summary>
    public byte[] ErrorTail => Copy(_error, LongestErrorTail / 2);

    /// <summary>Blocks until the end. Task.Wait would first yield the processor for a while, which other workers need.</summary>
    /// <returns>False when the limit was reached before.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled before.</exception>
    public bool WaitForEnd(TimeSpan limit, CancellationToken cancel)
    {
        var until = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        using var wake = cancel.UnsafeRegister(_ => Wake(), state: null);
        lock (_gate)
        {
            while (!_ended.Task.IsCompleted)
            {
                cancel.ThrowIfCancellationRequested();
                var left = until - Environment.TickCount64;
                if (left <= 0)
                {
                    return false;
                }

                Monitor.Wait(_gate, (int)Math.Min(left, int.MaxValue));
            }

            return true;
        }
    }

    public void Take(bool isError, ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            LastHeard = Environment.TickCount64;
            var own = isError || (Began.IsCompleted && !_outEnded);
            if (own)
            {
                (isError ? _error : _out).Add(bytes.Span);
            }

            if (own || !DropsNoise)
            {
                receive(isError, bytes);
            }
        }
    }

    public void Take(bool isError, Marker marker)
    {
        lock (_gate)
        {
            if (marker.Kind == MarkerKind.Begin)
            {
                Pid = marker.Number;
                _began.TrySetResult();
                return;
            }

            if (!isError)
            {
                Exit = marker.Number;
            }

            End(isError);
        }
    }

    /// <summary>The stream is over; nothing more will come.</summary>
    public void TakeEnd(bool isError)
    {
        lock (_gate)
        {
            End(isError);
        }
    }

    private void End(bool isError)
    {
        _outEnded |= !isError;
        _errorEnded |= isError;
        if (_outEnded && _errorEnded)
        {
            _began.TrySetResult();
            _ended.TrySetResult();
            Monitor.PulseAll(_gate);
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }

    private byte[] Copy(Capture capture, int unsure)
    {
        lock (_gate)
        {
            return capture.ToArray(unsure);
        }
    }
}
