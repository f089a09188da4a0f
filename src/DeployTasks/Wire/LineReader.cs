namespace DeployTasks.Wire;

/// <summary>Messages on a pipe, one a line. What stands behind the last line feed is no message.</summary>
public sealed class LineReader(Stream stream, int limit = LineReader.DefaultLimit)
{
    /// <summary>In bytes; far above any honest message.</summary>
    public const int DefaultLimit = 16 * 1024 * 1024;

    private byte[] held = new byte[16 * 1024];
    private int start;
    private int end;

    /// <summary>The next line without its line feed; null at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">A line is longer than the limit.</exception>
    public async Task<byte[]?> ReadAsync(CancellationToken cancel)
    {
        var searched = start;
        while (true)
        {
            var feed = Array.IndexOf(held, (byte)'\n', searched, end - searched);
            if (feed >= 0)
            {
                var line = held[start..feed];
                start = feed + 1;
                return line;
            }
            MakeRoom();
            searched = end;
            var read = await stream.ReadAsync(held.AsMemory(end), cancel);
            if (read == 0)
            {
                return null;
            }
            end += read;
        }
    }

    private void MakeRoom()
    {
        held.AsSpan(start..end).CopyTo(held);
        (start, end) = (0, end - start);
        if (end < held.Length)
        {
            return;
        }
        if (end >= limit)
        {
            throw new InvalidDataException($"a line is longer than {limit} bytes");
        }
        Array.Resize(ref held, held.Length * 2);
    }
}
