using System.Formats.Tar;

namespace DeployTasks.Releases.Packing;

/// <summary>The entries of somebody else's tar.</summary>
internal sealed class TarSource(ArchiveRules rules, Spool spool)
{
    private const int SetIds = 0xC00;
    private readonly Dictionary<string, SourceEntry> _files = new(StringComparer.Ordinal);

    public IEnumerable<SourceEntry> Read(Stream tar)
    {
        using var reader = new TarReader(tar);
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.GlobalExtendedAttributes or TarEntryType.DirectoryList)
            {
                continue;
            }

            var path = rules.Path(entry.Name);
            if (path.Length > 0)
            {
                yield return rules.Check(Entry(entry, path));
            }
        }
    }

    private SourceEntry Entry(TarEntry entry, string path)
    {
        var mode = (int)entry.Mode & 0x1FF;
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                return new SourceEntry(EntryKind.Folder, path, mode);
            case TarEntryType.SymbolicLink:
                return new SourceEntry(EntryKind.Link, path, 0x1FF) { Target = RawName.From(entry.LinkName) };
            case TarEntryType.HardLink when _files.TryGetValue(rules.Path(entry.LinkName), out var linked):
                return linked with { Path = path };
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                return ((int)entry.Mode & SetIds) == 0
                    ? _files[path] = File(path, mode, entry.DataStream ?? Stream.Null)
                    : throw rules.Odd(entry.Name, "has a setuid or setgid bit");
            default:
                throw rules.Odd(entry.Name, entry.EntryType == TarEntryType.HardLink
                    ? "is a hard link to nothing before it"
                    : $"is a {entry.EntryType}");
        }
    }

    private SourceEntry File(string path, int mode, Stream content) =>
        new(EntryKind.File, path, mode) { Open = spool.Keep(content) };
}
