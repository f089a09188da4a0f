using System.IO.Compression;
using DeployTasks.Releases.Packing;

namespace DeployTasks.Releases;

/// <summary>Writes what one host lacks as one tar: first the lists for its tools, then members of the artifact file.</summary>
/// <param name="progress">Bytes of the members written, and of how many.</param>
internal sealed class UploadStream(string artifact, IReadOnlyList<HostList> lists, Action<long, long> progress)
{
    private const int BufferSize = 256 * 1024;

    public async Task WriteAsync(Delta delta, Stream host, CancellationToken cancel)
    {
        await host.WriteAsync(delta.IsPlain ? Lists() : Member.Zip(Lists()), cancel);
        await using var file = new FileStream(artifact, FileMode.Open, FileAccess.Read, FileShare.Read, 0, useAsync: false);
        var (done, total) = (0L, delta.Bytes);
        foreach (var (offset, length, isPlain) in Runs(delta.Sent))
        {
            using var part = new FilePart(file, offset, length, read => progress(done += read, total));
            if (isPlain == delta.IsPlain)
            {
                await part.CopyToAsync(host, BufferSize, cancel);
            }
            else if (isPlain)
            {
                await using var gzip = new GZipStream(host, CompressionLevel.NoCompression, leaveOpen: true);
                await part.CopyToAsync(gzip, BufferSize, cancel);
            }
            else
            {
                await using var plain = new GZipStream(part, CompressionMode.Decompress);
                await plain.CopyToAsync(host, BufferSize, cancel);
            }
        }
    }

    private byte[] Lists()
    {
        using var tar = new MemoryStream();
        foreach (var folder in (string[])[ReservedNames.Folder, ReservedNames.Check])
        {
            tar.Write(TarHeader.Of(new SourceEntry(EntryKind.Folder, folder, 0x1C0), 0, 0));
        }

        foreach (var (path, content) in lists)
        {
            tar.Write(TarHeader.Of(new SourceEntry(EntryKind.File, path, 0x180), content.Length, 0));
            tar.Write(content);
            tar.Write(new byte[TarHeader.Padding(content.Length)]);
        }

        return tar.ToArray();
    }

    // Neighbours of one form are read as one.
    private static IEnumerable<(long Offset, long Length, bool IsPlain)> Runs(IReadOnlyList<IndexEntry> entries)
    {
        var (start, end, isPlain) = (entries[0].Offset, entries[0].Offset, entries[0].IsPlain);
        foreach (var entry in entries)
        {
            if (entry.Offset != end || entry.IsPlain != isPlain)
            {
                yield return (start, end - start, isPlain);
                (start, isPlain) = (entry.Offset, entry.IsPlain);
            }

            end = entry.Offset + entry.Length;
        }

        yield return (start, end - start, isPlain);
    }
}
