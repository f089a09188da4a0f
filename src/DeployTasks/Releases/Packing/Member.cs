using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;

namespace DeployTasks.Releases.Packing;

/// <summary>What one entry becomes in the artifact file: a piece of a tar, in gzip or as it is.</summary>
/// <param name="IsPlain">Compressing it saves less than a tenth.</param>
/// <param name="Piece">The whole piece; empty for a file too large to be held in memory.</param>
internal sealed record Member(SourceEntry Entry, FileFacts Facts, bool IsPlain, MemoryStream Piece)
{
    /// <summary>Larger files are tried with their first part, then read once more.</summary>
    private const int LargestHeld = 256 * 1024;

    private const double WorthIt = 0.9;

    /// <param name="piece">Empty; becomes the member's.</param>
    public static Member Of(SourceEntry entry, MemoryStream piece)
    {
        if (entry.Kind != EntryKind.File)
        {
            return Held(entry, FileFacts.None, [], piece);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(LargestHeld + 1);
        using var content = entry.Open();
        var count = content.ReadAtLeast(buffer, LargestHeld + 1, throwOnEndOfStream: false);
        var start = buffer.AsSpan(0, count);
        var member = count <= LargestHeld
            ? Held(entry, FileFacts.Of(SHA256.HashData(start), count), start, piece)
            : Large(entry, content, start, piece);
        ArrayPool<byte>.Shared.Return(buffer);
        return member;
    }

    /// <summary>A gzip member of its own, so that a host can be sent any selection: together they are one stream (RFC 1952 §2.2).</summary>
    public static ReadOnlyMemory<byte> Zip(ReadOnlySpan<byte> plain)
    {
        var packed = new MemoryStream(plain.Length);
        using (var gzip = Zipped(packed))
        {
            gzip.Write(plain);
        }

        return packed.GetBuffer().AsMemory(0, (int)packed.Length);
    }

    private static GZipStream Zipped(Stream piece) => new(piece, CompressionLevel.Fastest, leaveOpen: true);

    private static Member Large(SourceEntry entry, Stream content, ReadOnlySpan<byte> start, MemoryStream piece)
    {
        content.Position = 0;
        var facts = FileFacts.Of(SHA256.HashData(content), content.Position);
        return new Member(entry, facts, !Pays(Zip(start).Length, start.Length), piece);
    }

    private static Member Held(SourceEntry entry, FileFacts facts, ReadOnlySpan<byte> content, MemoryStream piece)
    {
        var header = TarHeader.Of(entry, facts.Size, facts.Time);
        Span<byte> padding = stackalloc byte[TarHeader.Padding(facts.Size)];
        using (var gzip = Zipped(piece))
        {
            Write(gzip, header, content, padding);
        }

        var isPlain = !Pays(piece.Length, header.Length + content.Length + padding.Length);
        if (isPlain)
        {
            piece.SetLength(0);
            Write(piece, header, content, padding);
        }

        return new Member(entry, facts, isPlain, piece);
    }

    // In three parts, so that nothing is copied only to stand in one piece.
    private static void Write(Stream to, ReadOnlySpan<byte> header, ReadOnlySpan<byte> content, ReadOnlySpan<byte> padding)
    {
        to.Write(header);
        to.Write(content);
        to.Write(padding);
    }

    private static bool Pays(long packed, long plain) => packed < plain * WorthIt;
}
