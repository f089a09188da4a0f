using System.Collections.Immutable;

namespace DeployTasks.Releases.Packing;

/// <summary>Writes entries, sorted by the bytes of their names, as one artifact file and its index.</summary>
internal static class ArtifactWriter
{
    public static ArtifactIndex Write(IEnumerable<SourceEntry> entries, string file, CancellationToken cancel)
    {
        var index = ImmutableArray.CreateBuilder<IndexEntry>();
        using var output = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 256 * 1024);
        using var members = new MemberWriter(output);
        foreach (var entry in entries.OrderBy(entry => entry.Path, StringComparer.Ordinal))
        {
            cancel.ThrowIfCancellationRequested();
            var facts = FileFacts.Of(entry);
            var start = members.Position;
            members.Write(entry, facts);
            index.Add(new IndexEntry(Manifest.Line(entry, facts.Sha256), start, members.Position - start, facts.Size));
        }

        var end = members.Position;
        members.WriteEnd();
        index.Add(new IndexEntry("", end, members.Position - end, 0));
        return new ArtifactIndex(index.ToImmutable());
    }
}
