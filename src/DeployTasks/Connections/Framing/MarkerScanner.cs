namespace DeployTasks.Connections.Framing;

internal delegate void ReceiveBytes(ReadOnlyMemory<byte> bytes);

/// <summary>
/// Reads one stream to its end and parts what a command wrote from our markers. Searches bytes, not lines: output may
/// lack its last newline and hold any byte.
/// </summary>
internal sealed class MarkerScanner(byte[] nonce, ReceiveBytes bytes, Action<Marker> marker)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _held;

    /// <summary>Blocks; meant for a thread of its own, because a pipe read would hold a pool thread all the time.</summary>
    public void ReadToEnd(Stream stream)
    {
        int count;
        while ((count = Read(stream)) > 0)
        {
            Scan(_held + count);
        }

        bytes(_buffer.AsMemory(0, _held));
    }

    private int Read(Stream stream)
    {
        try
        {
            return stream.Read(_buffer, _held, _buffer.Length - _held);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return 0;
        }
    }

    private void Scan(int length)
    {
        var start = 0;
        while (true)
        {
            var rest = _buffer.AsSpan(start, length - start);
            var at = rest.IndexOf(nonce);
            if (at < 0)
            {
                Keep(start, length, PossibleBeginning(rest));
                return;
            }

            var line = rest[(at + nonce.Length)..];
            var end = line.IndexOf((byte)'\n');
            if (end < 0 && line.Length <= Marker.Longest)
            {
                Keep(start, length, rest.Length - at);
                return;
            }

            var found = end < 0 ? null : Marker.Parse(line[..end]);
            var next = start + at + nonce.Length + (found is null ? 0 : end + 1);
            Emit(start, found is null ? next : start + at);
            if (found is not null)
            {
                marker(found);
            }

            start = next;
        }
    }

    private int PossibleBeginning(ReadOnlySpan<byte> rest)
    {
        for (var count = Math.Min(nonce.Length - 1, rest.Length); count > 0; count--)
        {
            if (rest[^count..].SequenceEqual(nonce.AsSpan(0, count)))
            {
                return count;
            }
        }

        return 0;
    }

    private void Keep(int start, int length, int held)
    {
        Emit(start, length - held);
        _buffer.AsSpan(length - held, held).CopyTo(_buffer);
        _held = held;
    }

    private void Emit(int start, int end)
    {
        if (end > start)
        {
            bytes(_buffer.AsMemory(start, end - start));
        }
    }
}
