namespace DeployTasks.Connections.Framing;

/// <summary>One command while it runs: takes its bytes and markers from two threads, and knows when it has ended.</summary>
internal sealed class Frame(int number, ReceiveOutput receive)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Capture _out = new(1024 * 1024, keepsLast: false);
    private readonly Capture _error = new(8 * 1024, keepsLast: true);
    private bool _outEnded;
    private bool _errorEnded;

    public int Number => number;

    /// <summary>
    /// Where a login shell's greeting comes before the command it is not shown. (In a shell of many commands it is what
    /// an earlier one left in the background, and is.)
    /// </summary>
    public bool DropsNoise { get; init; }

    /// <summary>Completes when <see cref="Group"/> is known, or never will be.</summary>
    public Task Began => _began.Task;

    /// <summary>Pid of the command, which is its process group too; null while or when it has not begun.</summary>
    public int? Group { get; private set; }

    public Task Ended => _ended.Task;

    /// <summary>Exit code as the shell tells it (128+n for a signal); null when the connection was lost before.</summary>
    public int? Exit { get; private set; }

    /// <summary><see cref="Environment.TickCount64"/> of the last byte that came.</summary>
    public long LastHeard { get; private set; } = Environment.TickCount64;

    public byte[] Out => Copy(_out);
    public byte[] ErrorTail => Copy(_error);

    public void Take(bool isError, ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            LastHeard = Environment.TickCount64;
            var own = isError || (Group is not null && !_outEnded);
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
                Group = marker.Number;
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
        }
    }

    private byte[] Copy(Capture capture)
    {
        lock (_gate)
        {
            return capture.ToArray();
        }
    }
}
