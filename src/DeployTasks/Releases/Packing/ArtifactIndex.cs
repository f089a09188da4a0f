using System.Collections.Immutable;
using System.Text;

namespace DeployTasks.Releases.Packing;

/// <param name="Line">The entry's line of the <see cref="Manifest"/>; empty for <see cref="HostLists"/>, which come first, and for the sentinel, the last.</param>
/// <param name="Offset">Where its <see cref="Member"/> starts in the artifact file.</param>
/// <param name="IsPlain">The member is not compressed.</param>
internal sealed record IndexEntry(string Line, long Offset, long Length, long Size, bool IsPlain);

/// <summary>What the artifact file contains, and where: one <c>OFFSET LENGTH SIZE FORM LINE</c> per entry.</summary>
internal sealed record ArtifactIndex(ImmutableArray<IndexEntry> Entries)
{
    private const string Plain = "plain";
    private const string Packed = "packed";

    /// <summary>As it is sent to hosts.</summary>
    public byte[] Manifest() =>
        Encoding.Latin1.GetBytes(string.Concat(Entries.Where(entry => entry.Line.Length > 0).Select(entry => entry.Line + "\n")));

    public long Size => Entries.Sum(entry => entry.Size);

    public void Save(string file) =>
        File.WriteAllLines(file, Entries.Select(e => $"{e.Offset} {e.Length} {e.Size} {(e.IsPlain ? Plain : Packed)} {e.Line}"), Encoding.Latin1);

    public static ArtifactIndex Load(string file) => new([.. File.ReadLines(file, Encoding.Latin1).Select(Parse)]);

    private static IndexEntry Parse(string line)
    {
        var parts = line.Split(' ', 5);
        return new IndexEntry(parts[4], long.Parse(parts[0]), long.Parse(parts[1]), long.Parse(parts[2]), parts[3] == Plain);
    }
}
