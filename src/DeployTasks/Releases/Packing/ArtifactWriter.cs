using System.Collections.Immutable;

namespace DeployTasks.Releases.Packing;

/// <summary>Writes entries, sorted by the bytes of their names, as one artifact file and its index.</summary>
internal static class ArtifactWriter
{
    // Read and compressed by all processors, but held in memory no more than these.
    private static readonly int MostAhead = 4 * Environment.ProcessorCount;

    /// <returns>The index, and what the host's <c>sha256sum</c> says of the lists.</returns>
    public static (ArtifactIndex Index, string Sums) Write(IEnumerable<SourceEntry> entries, string file, CancellationToken cancel)
    {
        var index = ImmutableArray.CreateBuilder<IndexEntry>();
        using var output = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 256 * 1024);
        var members = new MemberWriter(output);
        var ahead = new Queue<Task<Member>>();
        foreach (var entry in entries.OrderBy(entry => entry.Path, StringComparer.Ordinal))
        {
            cancel.ThrowIfCancellationRequested();
            ahead.Enqueue(Task.Run(() => Member.Of(entry), cancel));
            if (ahead.Count == MostAhead)
            {
                Append();
            }
        }

        while (ahead.Count > 0)
        {
            Append();
        }

        var end = members.Position;
        members.WriteEnd();
        index.Add(new IndexEntry("", end, members.Position - end, 0, IsPlain: false));
        var lists = HostLists.Of(new ArtifactIndex(index.ToImmutable()));
        var behind = members.Position;
        members.WriteLists(lists);
        index.Insert(0, new IndexEntry("", behind, members.Position - behind, 0, IsPlain: false));
        return (new ArtifactIndex(index.ToImmutable()), string.Join('\n', lists.Select(list => list.Sum)));

        void Append()
        {
            var member = ahead.Dequeue().GetAwaiter().GetResult();
            var start = members.Position;
            members.Write(member);
            index.Add(new IndexEntry(
                Manifest.Line(member.Entry, member.Facts.Sha256), start, members.Position - start, member.Facts.Size, member.IsPlain));
        }
    }
}
