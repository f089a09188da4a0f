namespace DeployTasks.Releases;

/// <summary>Reads a part of a file as a stream of its own.</summary>
/// <param name="progress">Told of every read how many bytes it gave.</param>
/// <exception cref="EndOfStreamException">The file ends before the part does.</exception>
internal sealed class FilePart(FileStream file, long offset, long length, Action<int> progress) : Stream
{
    private long _position;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, length - _position);
        var count = RandomAccess.Read(file.SafeFileHandle, buffer[..wanted], offset + _position);
        if (count == 0 && wanted > 0)
        {
            throw new EndOfStreamException(file.Name);
        }

        _position += count;
        if (count > 0)
        {
            progress(count);
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer, offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
