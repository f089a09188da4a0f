using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;

namespace DeployTasks.Releases.Packing;

/// <summary>What one entry becomes in the artifact file: a piece of a tar, in gzip or as it is.</summary>
/// <param name="IsPlain">Compressing it saves less than a tenth.</param>
/// <param name="Bytes">The whole piece; null for a file too large to be held in memory.</param>
internal sealed record Member(SourceEntry Entry, FileFacts Facts, bool IsPlain, ReadOnlyMemory<byte>? Bytes)
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
    public static ReadOnlyMemory<byte> Zip(ReadOnlySpan<byte> plain) => Zip([], plain, []);

    // In three parts, so that nothing is copied only to stand in one piece.
    private static ReadOnlyMemory<byte> Zip(ReadOnlySpan<byte> before, ReadOnlySpan<byte> content, ReadOnlySpan<byte> after)
    {
        var packed = new MemoryStream(before.Length + content.Length);
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(before);
            gzip.Write(content);
            gzip.Write(after);
        }

        return packed.GetBuffer().AsMemory(0, (int)packed.Length);
    }

    private static Member Large(SourceEntry entry, Stream content, ReadOnlySpan<byte> start)
    {
        content.Position = 0;
        var facts = FileFacts.Of(SHA256.HashData(content), content.Position);
        return new Member(entry, facts, !Pays(Zip(start).Length, start.Length), Bytes: null);
    }

    private static Member Held(SourceEntry entry, FileFacts facts, ReadOnlySpan<byte> content)
    {
        var header = TarHeader.Of(entry, facts.Size, facts.Time);
        Span<byte> padding = stackalloc byte[TarHeader.Padding(facts.Size)];
        var packed = Zip(header, content, padding);
        return Pays(packed.Length, header.Length + content.Length + padding.Length)
            ? new(entry, facts, IsPlain: false, packed)
            : new(entry, facts, IsPlain: true, (byte[])[.. header, .. content, .. padding]);
    }

    private static bool Pays(long packed, long plain) => packed < plain * WorthIt;
}
