using DeployTasks.Releases.Packing;

namespace DeployTasks.Releases;

/// <summary>What to send to one host, and what the host takes from a release it has.</summary>
/// <param name="Copied">Paths that the base release has with the same content.</param>
/// <param name="Sent">Entries of the artifact file, in its order: the lists for the host first, the sentinel last.</param>
internal sealed record Delta(IReadOnlyList<string> Copied, IReadOnlyList<IndexEntry> Sent)
{
    /// <summary>How many of <see cref="Sent"/> are nobody's files.</summary>
    public const int OurOwn = 2;

    /// <param name="baseManifest">Lines of the base release's manifest; empty when there is none.</param>
    /// <param name="shared">What became links in the base release, and is no longer what the manifest says.</param>
    public static Delta Of(ArtifactIndex index, IEnumerable<string> baseManifest, IReadOnlyCollection<string> shared)
    {
        var there = baseManifest.Select(Manifest.FileKey).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var copied = new List<string>();
        var sent = new List<IndexEntry>();
        var links = shared.Select(RawName.From).ToArray();
        foreach (var entry in index.Entries)
        {
            if (there.Count > 0 && Manifest.FileKey(entry.Line) is { } key && there.Contains(key) && !IsShared(Manifest.PathOf(key)))
            {
                copied.Add(Manifest.PathOf(key));
            }
            else
            {
                sent.Add(entry);
            }
        }

        return new Delta(copied, sent);

        bool IsShared(string path) => links.Any(one => path.AsSpan(2).StartsWith(one) && (path.Length == one.Length + 2 || path[one.Length + 2] == '/'));
    }

    /// <summary>The same release without help from the base: for a host whose files are no longer what its manifest says.</summary>
    public Delta WithoutBase(ArtifactIndex index) => this with { Copied = [], Sent = index.Entries };

    /// <summary>Nearly nothing of it is compressed: it travels as a plain tar, and the host is spared an unpacking that unpacks nothing.</summary>
    public bool IsPlain => Sent.Where(entry => entry.IsPlain).Sum(entry => entry.Length) > Bytes * 0.9;

    public long Bytes => Sent.Sum(entry => entry.Length);
}
