namespace DeployTasks.Wire;

/// <summary>Messages on a pipe, one a line. What stands behind the last line feed is no message.</summary>
public sealed class LineReader(Stream stream, int limit = LineReader.DefaultLimit)
{
    /// <summary>In bytes; far above any honest message.</summary>
    public const int DefaultLimit = 16 * 1024 * 1024;

    private byte[] held = GC.AllocateUninitializedArray<byte>(16 * 1024);
    private int start;
    private int searched;
    private int end;

    /// <summary>The next line without its line feed; null at the end of the stream. Blocks: whoever reads has nothing else to do.</summary>
    /// <exception cref="InvalidDataException">A line is longer than the limit.</exception>
    public byte[]? Read()
    {
        while (true)
        {
            if (Take() is { } line)
            {
                return line;
            }
            var read = stream.Read(Room());
            if (read == 0)
            {
                return null;
            }
            end += read;
        }
    }

    private byte[]? Take()
    {
        var feed = Array.IndexOf(held, (byte)'\n', searched, end - searched);
        if (feed < 0)
        {
            return null;
        }
        var line = held[start..feed];
        start = searched = feed + 1;
        return line;
    }

    private Span<byte> Room()
    {
        held.AsSpan(start..end).CopyTo(held);
        (start, end) = (0, end - start);
        searched = end;
        if (end >= limit)
        {
            throw new InvalidDataException($"a line is longer than {limit} bytes");
        }
        if (end == held.Length)
        {
            Array.Resize(ref held, held.Length * 2);
        }
        return held.AsSpan(end);
    }
}
