namespace DeployTasks.Releases.Packing;

/// <summary>
/// What an archive that somebody else made may contain. Every entry passes here before anything of it is used; nothing is
/// ever unpacked under its own name on this machine.
/// </summary>
/// <param name="archive">Its name, for messages.</param>
/// <param name="packedSize">Bytes of the archive itself.</param>
internal sealed class ArchiveRules(string archive, long packedSize)
{
    private const int MostEntries = 100_000;
    private const long MostBytes = 1L << 30;
    private const int MostRatio = 100;

    /// <summary>Below this size a high ratio harms nobody.</summary>
    private const long RatioFrom = 16 << 20;

    private readonly Dictionary<string, EntryKind> _seen = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>The name as a raw path inside the root; empty for the root itself.</summary>
    public string Path(string name)
    {
        var parts = name.Split('/').Where(part => part is not ("" or ".")).ToArray();
        return name.StartsWith('/') || parts.Contains("..") || name.AsSpan().ContainsAny('\0', '\uFFFD')
            ? throw Refuse(Errors.ArchiveEntryLeaves(archive, name))
            : RawName.From(string.Join('/', parts));
    }

    public SourceEntry Check(SourceEntry entry)
    {
        if (!_seen.TryAdd(entry.Path, entry.Kind) && entry.Kind != EntryKind.Folder)
        {
            throw Refuse(Errors.ArchiveEntryTwice(archive, RawName.Display(entry.Path)));
        }

        for (var slash = entry.Path.IndexOf('/'); slash >= 0; slash = entry.Path.IndexOf('/', slash + 1))
        {
            if (_seen.GetValueOrDefault(entry.Path[..slash], EntryKind.Folder) != EntryKind.Folder)
            {
                throw Refuse(Errors.ArchiveEntryLeaves(archive, RawName.Display(entry.Path)));
            }
        }

        if (entry.Kind == EntryKind.Link && Leaves(entry))
        {
            throw Refuse(Errors.ArchiveLinkLeaves(archive, RawName.Display(entry.Path), RawName.Display(entry.Target)));
        }

        return _seen.Count <= MostEntries ? entry : throw Refuse(Errors.ArchiveBomb(archive, $"more than {MostEntries:N0} entries"));
    }

    /// <summary>Counts what was really unpacked, whatever the archive says of itself.</summary>
    public void Count(long bytes)
    {
        _bytes += bytes;
        if (_bytes > MostBytes)
        {
            throw Refuse(Errors.ArchiveBomb(archive, "more than 1 GiB unpacked"));
        }

        if (_bytes > RatioFrom && _bytes / MostRatio > packedSize)
        {
            throw Refuse(Errors.ArchiveBomb(archive, $"more than {MostRatio} times its size"));
        }
    }

    public DeployException Odd(string name, string what) => Refuse(Errors.ArchiveEntryOdd(archive, name, what));

    // ".." may only lead, and not above the root: behind a name it could pass through another link.
    private static bool Leaves(SourceEntry link)
    {
        var parts = link.Target.Split('/');
        var up = parts.TakeWhile(part => part == "..").Count();
        var depth = link.Path.Count(c => c == '/');
        return link.Target.StartsWith('/') || link.Target.Length == 0 || parts.Skip(up).Contains("..") || up > depth;
    }

    private static DeployException Refuse(Error error) => new(error);
}
