using System.Text;

namespace DeployTasks.Connections.Framing;

/// <summary>A shell on a host that runs one command (frame) at a time.</summary>
internal sealed class FramedProcess : IAsyncDisposable
{
    private const int LateLimit = 1024 * 1024;
    private const int SmallestPipe = 4096;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly IRemoteProcess _process;
    private readonly MarkerScanner _out;
    private readonly MarkerScanner _error;
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly List<Late> _late = [];
    private Frame? _current;
    private int _lateBytes;
    private volatile bool _outIsOver;
    private volatile bool _errorIsOver;

    public FramedProcess(IRemoteProcess process)
    {
        var nonce = Encoding.ASCII.GetBytes(Nonce + " ");
        _process = process;
        _out = new MarkerScanner(nonce, bytes => Take(isError: false, bytes), marker => Take(isError: false, marker));
        _error = new MarkerScanner(nonce, bytes => Take(isError: true, bytes), marker => Take(isError: true, marker));
        process.Listen(Hear);
    }

    /// <summary>
    /// Stands in every marker; nobody on the host can know it beforehand. A Guid is 122 bits of the system's own random
    /// numbers (learn.microsoft.com/dotnet/api/system.guid.newguid), without the cryptography library, whose start costs
    /// a worker more than ten steps.
    /// </summary>
    public string Nonce { get; } = $"dt{Guid.NewGuid():N}";

    public Stream Input => _process.Input;

    /// <summary>Completes when nothing more will come: the shell is gone, or the way to it.</summary>
    public Task Gone => _gone.Task;

    public bool IsOver => _outIsOver && _errorIsOver;

    /// <summary>Sends <paramref name="script"/>, whose markers bear the number of the frame, in one write.</summary>
    /// <returns>Completes when the process has all of it, or is gone: what else it is to read comes after that.</returns>
    public Task Start(Frame frame, string script)
    {
        Enter(frame);
        var bytes = Encoding.UTF8.GetBytes(script);
        if (bytes.Length > SmallestPipe)
        {
            // May have to wait for the host; the frame ends whatever becomes of it.
            return Task.Run(() => Write(bytes));
        }

        Write(bytes);
        return Task.CompletedTask;
    }

    /// <summary>Exit code of the shell itself, or of the client that led to it, when both streams are over; null when it is not told.</summary>
    public int? WaitForExit() => _process.WaitForEnd(Grace) ? _process.Exit : null;

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    /// <summary>See <see cref="IRemoteProcess.AbandonAsync"/>.</summary>
    public ValueTask AbandonAsync() => _process.AbandonAsync();

    /// <summary>Ends in good order if no command runs: the shell leaves before its lifeline is cut, so nobody has to look for what still runs.</summary>
    public async ValueTask DisposeAsync(string goodbye)
    {
        if (!IsOver && _current is { Ended.IsCompleted: true })
        {
            Write(Encoding.UTF8.GetBytes(goodbye));
            // Blocks, as all of a session does: a delay would start a timer and its thread.
            _process.WaitForEnd(Grace);
        }

        await DisposeAsync();
    }

    private void Write(byte[] bytes)
    {
        try
        {
            Input.Write(bytes);
            Input.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The shell is gone. Its streams end too, and that ends the frame; .NET's own text would mislead here.
        }
    }

    private void Enter(Frame frame)
    {
        lock (_gate)
        {
            _current = frame;
            foreach (var late in _late)
            {
                frame.Take(late.IsError, late.Bytes);
            }

            _late.Clear();
            _lateBytes = 0;
            if (_outIsOver)
            {
                frame.TakeEnd(isError: false);
            }

            if (_errorIsOver)
            {
                frame.TakeEnd(isError: true);
            }
        }
    }

    private void Hear(bool isError, ReadOnlyMemory<byte> piece)
    {
        var scanner = isError ? _error : _out;
        if (!piece.IsEmpty)
        {
            scanner.Take(piece);
            return;
        }

        scanner.End();
        lock (_gate)
        {
            _outIsOver |= !isError;
            _errorIsOver |= isError;
            _current?.TakeEnd(isError);
        }

        if (IsOver)
        {
            _gone.TrySetResult();
        }
    }

    private void Take(bool isError, ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            if (_current is { Ended.IsCompleted: false } frame)
            {
                frame.Take(isError, bytes);
            }
            else if (_lateBytes < LateLimit)
            {
                // A background child speaks between two commands: the next one's receiver will get it.
                _late.Add(new Late(isError, bytes.ToArray()));
                _lateBytes += bytes.Length;
            }
        }
    }

    private void Take(bool isError, Marker marker)
    {
        lock (_gate)
        {
            if (_current is { } frame && frame.Number == marker.Command)
            {
                frame.Take(isError, marker);
            }
        }
    }

    // Not a tuple: a list of those is compiled at the start of every worker.
    private sealed record Late(bool IsError, byte[] Bytes);
}
