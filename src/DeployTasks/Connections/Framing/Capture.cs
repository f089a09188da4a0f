namespace DeployTasks.Connections.Framing;

/// <summary>The first or the last bytes of a stream, in bounded memory.</summary>
internal sealed class Capture(int limit, bool keepsLast)
{
    private byte[] _bytes = [];
    private int _count;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (keepsLast && _count + bytes.Length > limit)
        {
            bytes = bytes[^Math.Min(bytes.Length, limit)..];
            var kept = Math.Min(_count, limit - bytes.Length);
            _bytes.AsSpan(_count - kept, kept).CopyTo(_bytes);
            _count = kept;
        }

        bytes = bytes[..Math.Min(bytes.Length, limit - _count)];
        if (_count + bytes.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Min(limit, Math.Max(256, 2 * (_count + bytes.Length))));
        }

        bytes.CopyTo(_bytes.AsSpan(_count));
        _count += bytes.Length;
    }

    public byte[] ToArray() => _bytes.AsSpan(0, _count).ToArray();
}
