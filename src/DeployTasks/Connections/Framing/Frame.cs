using System.Buffers;

namespace DeployTasks.Connections.Framing;

/// <summary>One command while it runs: takes its bytes and markers from two threads, and knows when it has ended.</summary>
internal sealed class Frame(int number, ReceiveOutput receive)
{
    private const int CaptureLimit = 1024 * 1024;
    private const int TailLimit = 8 * 1024;

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<int> _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ArrayBufferWriter<byte> _out = new();
    private readonly ArrayBufferWriter<byte> _error = new();
    private bool _outEnded;
    private bool _errorEnded;

    public int Number => number;

    /// <summary>
    /// Where a login shell's greeting comes before the command it is not shown. (In a shell of many commands it is what
    /// an earlier one left in the background, and is.)
    /// </summary>
    public bool DropsNoise { get; init; }

    /// <summary>Pid of the command, which is its process group and session too; cancelled when it never began.</summary>
    public Task<int> Began => _began.Task;

    /// <summary>Both streams have said so, or are over.</summary>
    public Task Ended => _ended.Task;

    /// <summary>
    /// Exit code as the shell tells it (128+n for a signal); null until the end, and when the connection was lost before.
    /// </summary>
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
            var own = isError || (_began.Task.IsCompleted && !_outEnded);
            if (isError)
            {
                KeepTail(bytes.Span);
            }
            else if (own)
            {
                _out.Write(bytes.Span[..Math.Min(bytes.Length, CaptureLimit - _out.WrittenCount)]);
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
                _began.TrySetResult(marker.Number);
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
            _began.TrySetCanceled();
            _ended.TrySetResult();
        }
    }

    private void KeepTail(ReadOnlySpan<byte> bytes)
    {
        if (_error.WrittenCount + bytes.Length > 2 * TailLimit)
        {
            var kept = Copy(_error).AsSpan();
            _error.ResetWrittenCount();
            _error.Write(kept[^Math.Min(kept.Length, TailLimit)..]);
        }

        _error.Write(bytes[^Math.Min(bytes.Length, TailLimit)..]);
    }

    private byte[] Copy(ArrayBufferWriter<byte> bytes)
    {
        lock (_gate)
        {
            return bytes.WrittenSpan.ToArray();
        }
    }
}
