using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;

namespace DeployTasks.Releases.Packing;

/// <summary>Appends members to the artifact file.</summary>
internal sealed class MemberWriter(Stream output)
{
    public long Position => output.Position;

    public void Write(Member member)
    {
        if (member.Piece.Length > 0)
        {
            member.Piece.WriteTo(output);
        }
        else if (member.IsPlain)
        {
            Copy(member, output);
        }
        else
        {
            using var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);
            Copy(member, gzip);
        }
    }

    /// <summary>
    /// The sentinel and the end of the archive. A tar that is cut between two entries extracts without error, so the host
    /// looks for this last file.
    /// </summary>
    public void WriteEnd() => output.Write(Member.Zip(
        [.. TarHeader.Of(new SourceEntry(EntryKind.File, ReservedNames.Sentinel, 0x124), 0, 0), .. new byte[2 * TarHeader.Block]]).Span);

    /// <summary>Last in the file, for they are made of all that stands before; the first that a host is sent.</summary>
    public void WriteLists(HostLists lists) => output.Write(Member.Zip(lists.Tar()).Span);

    // The header tells of the content, so it must still have the digest it had when it was read first.
    private static void Copy(Member member, Stream to)
    {
        var (entry, facts) = (member.Entry, member.Facts);
        to.Write(TarHeader.Of(entry, facts.Size, facts.Time));
        using var content = entry.Open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        for (var read = content.Read(buffer); read > 0; read = content.Read(buffer))
        {
            hash.AppendData(buffer, 0, read);
            to.Write(buffer, 0, read);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != facts.Sha256)
        {
            throw new DeployException(Errors.ChangedWhilePacking(RawName.Display(entry.Path)));
        }

        to.Write(new byte[TarHeader.Padding(facts.Size)]);
    }
}
