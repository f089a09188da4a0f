using DeployTasks.Connections;

namespace DeployTasks.SshNet.Channels;

/// <summary>
/// What a command says, handed on as it comes. SSH.NET announces a window of 2 GiB and keeps in a growing buffer what nobody
/// reads; here its receiving thread waits as long as the receiver takes, so TCP stops the host.
/// </summary>
internal sealed class CommandOutput(bool isError) : WriteOnlyStream
{
    private readonly object _gate = new();
    private readonly Lock _turn = new();
    private ReceiveOutput? _receive;
    private bool _isOver;
    private bool _isUnheard;

    /// <summary>The receiver lets the host wait: silence proves nothing.</summary>
    public bool IsStalled { get; private set; }

    public void Listen(ReceiveOutput receive)
    {
        bool wasOver;
        lock (_gate)
        {
            (_receive, wasOver) = (receive, _isOver);
            Monitor.PulseAll(_gate);
        }

        if (wasOver)
        {
            Pass(receive, default);
        }
    }

    /// <summary>Waits until somebody listens.</summary>
    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Listener() is { } receive && count > 0)
        {
            IsStalled = true;
            Pass(receive, buffer.AsMemory(offset, count));
            IsStalled = false;
        }
    }

    /// <summary>Nobody listens any more: what still comes is dropped, or it would stop the whole connection.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            _isUnheard = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The host says no more.</summary>
    protected override void Dispose(bool disposing)
    {
        ReceiveOutput? receive;
        lock (_gate)
        {
            receive = _isOver ? null : _receive;
            _isOver = true;
        }

        if (receive is not null)
        {
            Pass(receive, default);
        }

        base.Dispose(disposing);
    }

    // The end may come from another thread than the bytes.
    private void Pass(ReceiveOutput receive, ReadOnlyMemory<byte> bytes)
    {
        lock (_turn)
        {
            receive(isError, bytes);
        }
    }

    private ReceiveOutput? Listener()
    {
        lock (_gate)
        {
            while (_receive is null && !_isUnheard)
            {
                Monitor.Wait(_gate);
            }

            return _isUnheard ? null : _receive;
        }
    }
}
