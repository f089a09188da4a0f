using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;

namespace DeployTasks.Releases.Packing;

/// <summary>
/// Writes each entry as a gzip member of its own, so that a host can be sent any selection of them: concatenated members are
/// one gzip stream to every gunzip (RFC 1952 §2.2).
/// </summary>
internal sealed class MemberWriter(Stream output) : IDisposable
{
    /// <summary>Files up to this size are packed in memory first; of longer ones this much is tried.</summary>
    private const int SampleSize = 256 * 1024;

    /// <summary>A member must save at least a tenth to be worth unpacking.</summary>
    private const double WorthIt = 0.9;

    private readonly MemoryStream _small = new(SampleSize);

    public long Position => output.Position;

    public void Dispose() => _small.Dispose();

    /// <summary>Writes one entry; its content must still have the digest it had when it was read first.</summary>
    public void Write(SourceEntry entry, FileFacts facts)
    {
        if (facts.Size > SampleSize)
        {
            WriteTo(output, SamplePays(entry) ? CompressionLevel.Fastest : CompressionLevel.NoCompression, entry, facts);
            return;
        }

        _small.SetLength(0);
        WriteTo(_small, CompressionLevel.Fastest, entry, facts);
        if (Pays(_small.Length, facts.Size + TarHeader.Block))
        {
            _small.WriteTo(output);
        }
        else
        {
            WriteTo(output, CompressionLevel.NoCompression, entry, facts);
        }
    }

    /// <summary>
    /// The sentinel and the end of the archive. A tar that is cut between two entries extracts without error, so the host
    /// looks for this last file.
    /// </summary>
    public void WriteEnd()
    {
        using var member = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);
        member.Write(TarHeader.Of(new SourceEntry(EntryKind.File, ReservedNames.Sentinel, 0x124), 0, 0));
        member.Write(new byte[2 * TarHeader.Block]);
    }

    private static void WriteTo(Stream to, CompressionLevel level, SourceEntry entry, FileFacts facts)
    {
        using var member = new GZipStream(to, level, leaveOpen: true);
        member.Write(TarHeader.Of(entry, facts.Size, facts.Time));
        if (entry.Kind == EntryKind.File && Copy(entry, member) != facts.Sha256)
        {
            throw new DeployException(Errors.ChangedWhilePacking(RawName.Display(entry.Path)));
        }

        member.Write(new byte[TarHeader.Padding(facts.Size)]);
    }

    private static string Copy(SourceEntry entry, Stream to)
    {
        using var content = entry.Open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        for (var read = content.Read(buffer); read > 0; read = content.Read(buffer))
        {
            hash.AppendData(buffer, 0, read);
            to.Write(buffer, 0, read);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static bool SamplePays(SourceEntry entry)
    {
        var sample = ArrayPool<byte>.Shared.Rent(SampleSize);
        using var content = entry.Open();
        var read = content.ReadAtLeast(sample.AsSpan(0, SampleSize), SampleSize, throwOnEndOfStream: false);
        using var packed = new MemoryStream(SampleSize);
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(sample, 0, read);
        }

        ArrayPool<byte>.Shared.Return(sample);
        return Pays(packed.Length, read);
    }

    private static bool Pays(long packed, long plain) => packed < plain * WorthIt;
}
