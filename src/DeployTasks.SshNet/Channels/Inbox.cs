namespace DeployTasks.SshNet.Channels;

/// <summary>
/// What a host sent and nobody has read yet, in bounded memory. SSH.NET announces a window of 2 GiB and keeps what comes
/// in a growing buffer; here its receiving thread waits while the reader is slow, so TCP stops the host.
/// </summary>
internal sealed class Inbox : Stream
{
    private readonly object _gate = new();
    private readonly byte[] _ring = new byte[512 * 1024];
    private int _start;
    private int _count;
    private bool _isOver;
    private bool _isUnread;

    /// <summary>The reader has let the host wait: silence proves nothing.</summary>
    public bool IsFull { get; private set; }

    public override bool CanRead => true;
    public override bool CanWrite => true;
    public override bool CanSeek => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        lock (_gate)
        {
            while (_count == 0 && !_isOver)
            {
                Monitor.Wait(_gate);
            }

            var taken = Math.Min(Math.Min(count, _count), _ring.Length - _start);
            _ring.AsSpan(_start, taken).CopyTo(buffer.AsSpan(offset));
            _start = (_start + taken) % _ring.Length;
            _count -= taken;
            Monitor.PulseAll(_gate);
            return taken;
        }
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        lock (_gate)
        {
            while (count > 0 && !_isUnread)
            {
                IsFull = _count == _ring.Length;
                if (IsFull)
                {
                    Monitor.Wait(_gate);
                    continue;
                }

                var end = (_start + _count) % _ring.Length;
                var put = Math.Min(Math.Min(count, _ring.Length - _count), _ring.Length - end);
                buffer.AsSpan(offset, put).CopyTo(_ring.AsSpan(end));
                offset += put;
                count -= put;
                _count += put;
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Nobody reads on: what still comes is dropped, or it would stop the whole connection.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            _isUnread = true;
            IsFull = false;
            _isOver = true;
            Monitor.PulseAll(_gate);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>The host sends no more; what is here can still be read.</summary>
    protected override void Dispose(bool disposing)
    {
        lock (_gate)
        {
            _isOver = true;
            Monitor.PulseAll(_gate);
        }

        base.Dispose(disposing);
    }
}
