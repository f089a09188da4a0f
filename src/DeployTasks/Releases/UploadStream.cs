using System.IO.Compression;
using DeployTasks.Releases.Packing;

namespace DeployTasks.Releases;

/// <summary>Writes what one host lacks as one tar: what it is to copy itself, then members of the artifact file.</summary>
/// <param name="progress">Bytes of the members written, and of how many.</param>
internal sealed class UploadStream(string artifact, Action<long, long> progress)
{
    private const int BufferSize = 256 * 1024;

    public async Task WriteAsync(Delta delta, Stream host, CancellationToken cancel)
    {
        if (delta.Copied.Count > 0)
        {
            var copy = new HostList(ReservedNames.Copy, RawName.Bytes(string.Concat(delta.Copied.Select(path => path + "\0")))).Tar();
            await host.WriteAsync(delta.IsPlain ? copy : Member.Zip(copy), cancel);
        }

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
