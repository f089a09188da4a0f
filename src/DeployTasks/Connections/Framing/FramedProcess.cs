using System.Security.Cryptography;
using System.Text;

namespace DeployTasks.Connections.Framing;

/// <summary>A shell on a host and two threads that read what it says, one command (frame) at a time.</summary>
internal sealed class FramedProcess : IAsyncDisposable
{
    private const int LateLimit = 1024 * 1024;

    private readonly IRemoteProcess _process;
    private readonly Lock _gate = new();
    private readonly List<Late> _late = [];
    private Frame? _current;
    private int _lateBytes;
    private int _openStreams = 2;

    public FramedProcess(IRemoteProcess process)
    {
        _process = process;
        Read(process.Output, isError: false);
        Read(process.Error, isError: true);
    }

    /// <summary>Stands in every marker; nobody on the host can know it beforehand.</summary>
    public string Nonce { get; } = "dt" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public Stream Input => _process.Input;

    /// <summary>Exit code of the shell itself, or of the client that led to it.</summary>
    public Task<int?> Completion => _process.Completion;

    /// <summary>Nothing more will come: the shell is gone, or the way to it.</summary>
    public bool IsOver => Volatile.Read(ref _openStreams) == 0;

    /// <summary>Sends <paramref name="script"/>, whose markers bear the number of the frame, in one write.</summary>
    public async Task StartAsync(Frame frame, string script, CancellationToken cancel)
    {
        Enter(frame);
        try
        {
            await Input.WriteAsync(Encoding.UTF8.GetBytes(script), cancel);
            await Input.FlushAsync(cancel);
        }
        catch (IOException)
        {
            // The shell is gone. Its streams end too, and that ends the frame; .NET's own text would mislead here.
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private void Enter(Frame frame)
    {
        lock (_gate)
        {
            _current = frame;
            foreach (var (isError, bytes) in _late)
            {
                frame.Take(isError, bytes);
            }

            _late.Clear();
            _lateBytes = 0;
            if (IsOver)
            {
                frame.TakeEnd(isError: false);
                frame.TakeEnd(isError: true);
            }
        }
    }

    private void Read(Stream stream, bool isError)
    {
        var nonce = Encoding.ASCII.GetBytes(Nonce + " ");
        var scanner = new MarkerScanner(nonce, bytes => Take(isError, bytes), marker => Take(isError, marker));
        var thread = new Thread(() =>
        {
            scanner.ReadToEnd(stream);
            lock (_gate)
            {
                _openStreams--;
                _current?.TakeEnd(isError);
            }
        });
        thread.IsBackground = true;
        thread.Start();
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
    private readonly record struct Late(bool IsError, byte[] Bytes);
}
