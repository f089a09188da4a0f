using System.IO.Compression;
using DeployTasks.Releases.Packing;

namespace DeployTasks.Releases;

/// <summary>Writes what one host lacks: first the lists for its tools, then members of the artifact file.</summary>
/// <param name="progress">Bytes written, and of how many.</param>
internal sealed class UploadStream(string artifact, IReadOnlyList<HostList> lists, Action<long, long> progress)
{
    private const int BufferSize = 256 * 1024;

    public async Task WriteAsync(Delta delta, Stream host, CancellationToken cancel)
    {
        await host.WriteAsync(Control(), cancel);
        await using var file = new FileStream(artifact, FileMode.Open, FileAccess.Read, FileShare.Read, 0, useAsync: false);
        var buffer = new byte[BufferSize];
        var (done, total) = (0L, delta.Bytes);
        foreach (var (offset, length) in Ranges(delta.Sent))
        {
            file.Position = offset;
            for (var left = length; left > 0;)
            {
                var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, BufferSize)), cancel);
                if (read == 0)
                {
                    throw new EndOfStreamException(artifact);
                }

                await host.WriteAsync(buffer.AsMemory(0, read), cancel);
                left -= read;
                done += read;
                progress(done, total);
            }
        }
    }

    private byte[] Control()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            foreach (var folder in (string[])[ReservedNames.Folder, ReservedNames.Check])
            {
                gzip.Write(TarHeader.Of(new SourceEntry(EntryKind.Folder, folder, 0x1C0), 0, 0));
            }

            foreach (var (path, content) in lists)
            {
                gzip.Write(TarHeader.Of(new SourceEntry(EntryKind.File, path, 0x180), content.Length, 0));
                gzip.Write(content);
                gzip.Write(new byte[TarHeader.Padding(content.Length)]);
            }
        }

        return packed.ToArray();
    }

    // Neighbours are read as one.
    private static IEnumerable<(long Offset, long Length)> Ranges(IReadOnlyList<IndexEntry> entries)
    {
        var (start, end) = (entries[0].Offset, entries[0].Offset);
        foreach (var entry in entries)
        {
            if (entry.Offset != end)
            {
                yield return (start, end - start);
                start = entry.Offset;
            }

            end = entry.Offset + entry.Length;
        }

        yield return (start, end - start);
    }
}
