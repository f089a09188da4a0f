namespace DeployTasks.Connections.Framing;

/// <summary>The first or the last bytes of a stream, in bounded memory.</summary>
internal sealed class Capture(int limit, bool keepsLast)
{
    private byte[] _bytes = [];
    private int _count;

    /// <summary>The front is cut off.</summary>
    public bool HasDropped { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (keepsLast && _count + bytes.Length > limit)
        {
            HasDropped = true;
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

    /// <param name="unsure">
    /// How many bytes, where the front is cut off, could be the rest of a secret, which nobody would know as one any more.
    /// None goes on behind a line feed.
    /// </param>
    public byte[] ToArray(int unsure = 0)
    {
        var kept = _bytes.AsSpan(0, _count);
        if (!HasDropped)
        {
            return kept.ToArray();
        }

        var cut = kept[..Math.Min(unsure, _count)];
        return kept[(cut.IndexOf((byte)'\n') is >= 0 and var end ? end + 1 : cut.Length)..].ToArray();
    }
}
