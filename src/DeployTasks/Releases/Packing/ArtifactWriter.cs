using System.Collections.Immutable;

namespace DeployTasks.Releases.Packing;

/// <summary>Writes entries, sorted by the bytes of their names, as one artifact file and its index.</summary>
internal static class ArtifactWriter
{
    // Read and compressed by all processors, but held in memory no more than these.
    private static readonly int MostAhead = 4 * Environment.ProcessorCount;

    public static async Task<(ArtifactIndex Index, HostLists Lists)> WriteAsync(
        IEnumerable<SourceEntry> entries, string file, CancellationToken cancel)
    {
        var index = ImmutableArray.CreateBuilder<IndexEntry>();
        await using var output = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 256 * 1024);
        var members = new MemberWriter(output);
        var ahead = new Queue<Task<Member>>();
        var pieces = new Pieces();
        foreach (var entry in entries.OrderBy(entry => entry.Path, StringComparer.Ordinal))
        {
            cancel.ThrowIfCancellationRequested();
            ahead.Enqueue(Task.Run(() => Member.Of(entry, pieces.Take()), cancel));
            if (ahead.Count == MostAhead)
            {
                Append(await ahead.Dequeue());
            }
        }

        while (ahead.Count > 0)
        {
            Append(await ahead.Dequeue());
        }

        index.Add(OurOwn(members.WriteEnd));
        var lists = HostLists.Of(new ArtifactIndex(index.ToImmutable()));
        index.Insert(0, OurOwn(() => members.WriteLists(lists)));
        return (new ArtifactIndex(index.ToImmutable()), lists);

        IndexEntry OurOwn(Action write)
        {
            var start = members.Position;
            write();
            return new IndexEntry("", start, members.Position - start, 0, IsPlain: false);
        }

        void Append(Member member)
        {
            var start = members.Position;
            members.Write(member);
            index.Add(new IndexEntry(
                Manifest.Line(member.Entry, member.Facts.Sha256), start, members.Position - start, member.Facts.Size, member.IsPlain));
            pieces.Return(member.Piece);
        }
    }
}
