using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;

namespace DeployTasks.Releases.Packing;

/// <summary>What one entry becomes in the artifact file: a piece of a tar, in gzip or as it is.</summary>
/// <param name="IsPlain">Compressing it saves less than a tenth.</param>
/// <param name="Bytes">The whole piece; null for a file too large to be held in memory.</param>
internal sealed record Member(SourceEntry Entry, FileFacts Facts, bool IsPlain, byte[]? Bytes)
{
    /// <summary>Larger files are tried with their first part, then read once more.</summary>
    private const int LargestHeld = 256 * 1024;

    private const double WorthIt = 0.9;

    public static Member Of(SourceEntry entry)
    {
        if (entry.Kind != EntryKind.File)
        {
            return Held(entry, FileFacts.None, []);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(LargestHeld + 1);
        using var content = entry.Open();
        var count = content.ReadAtLeast(buffer, LargestHeld + 1, throwOnEndOfStream: false);
        var start = buffer.AsSpan(0, count);
        var member = count <= LargestHeld
            ? Held(entry, FileFacts.Of(SHA256.HashData(start), count), start)
            : Large(entry, content, start);
        ArrayPool<byte>.Shared.Return(buffer);
        return member;
    }

    /// <summary>A gzip member of its own, so that a host can be sent any selection: together they are one stream (RFC 1952 §2.2).</summary>
    public static byte[] Zip(ReadOnlySpan<byte> plain)
    {
        using var packed = new MemoryStream(plain.Length);
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }

    private static Member Large(SourceEntry entry, Stream content, ReadOnlySpan<byte> start)
    {
        content.Position = 0;
        var facts = FileFacts.Of(SHA256.HashData(content), content.Position);
        return new Member(entry, facts, !Pays(Zip(start).Length, start.Length), Bytes: null);
    }

    private static Member Held(SourceEntry entry, FileFacts facts, ReadOnlySpan<byte> content)
    {
        byte[] plain = [.. TarHeader.Of(entry, facts.Size, facts.Time), .. content, .. new byte[TarHeader.Padding(facts.Size)]];
        var packed = Zip(plain);
        return Pays(packed.Length, plain.Length) ? new(entry, facts, IsPlain: false, packed) : new(entry, facts, IsPlain: true, plain);
    }

    private static bool Pays(long packed, long plain) => packed < plain * WorthIt;
}
