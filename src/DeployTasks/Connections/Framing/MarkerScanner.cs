namespace DeployTasks.Connections.Framing;

internal delegate void ReceiveBytes(ReadOnlyMemory<byte> bytes);

/// <summary>
/// Parts what a command wrote to one stream from our markers. Searches bytes, not lines: output may lack its last newline
/// and hold any byte.
/// </summary>
internal sealed class MarkerScanner(byte[] nonce, ReceiveBytes bytes, Action<Marker> marker)
{
    // The beginning of what may be a marker; its rest is still to come.
    private byte[] _held = [];

    public void Take(ReadOnlyMemory<byte> piece)
    {
        var rest = _held.Length == 0 ? piece : (byte[])[.. _held, .. piece.Span];
        _held = [];
        while (true)
        {
            var at = rest.Span.IndexOf(nonce);
            if (at < 0)
            {
                Hold(rest, PossibleBeginning(rest.Span));
                return;
            }

            var line = rest.Span[(at + nonce.Length)..];
            var end = line.IndexOf((byte)'\n');
            if (end < 0 && line.Length <= Marker.Longest)
            {
                Hold(rest, rest.Length - at);
                return;
            }

            var found = end < 0 ? null : Marker.Parse(line[..end]);
            var next = at + nonce.Length + (found is null ? 0 : end + 1);
            Emit(rest[..(found is null ? next : at)]);
            if (found is not null)
            {
                marker(found);
            }

            rest = rest[next..];
        }
    }

    /// <summary>Nothing more will come: what looked like a marker was none.</summary>
    public void End()
    {
        Emit(_held);
        _held = [];
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

    private void Hold(ReadOnlyMemory<byte> rest, int last)
    {
        Emit(rest[..^last]);
        _held = rest[^last..].ToArray();
    }

    private void Emit(ReadOnlyMemory<byte> piece)
    {
        if (!piece.IsEmpty)
        {
            bytes(piece);
        }
    }
}
