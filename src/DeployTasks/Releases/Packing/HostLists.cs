using System.Text;

namespace DeployTasks.Releases.Packing;

/// <summary>
/// The manifest, and lists made of it as each of the host's tools reads them: a host that makes them itself starts a
/// program or two for every one, which costs it more than all the rest of a small deployment.
/// <code>
/// file-MODE     paths of files, each with a NUL behind it; names that line-based tools cannot carry are in "odd"
/// sums-MODE     the same files as "sha256sum -c" and "openssl dgst -r" write them
/// folder-N-MODE paths of folders, deepest first; the more a mode forbids, the later its list comes
/// odd, links    lines of the manifest
/// </code>
/// </summary>
internal static class HostLists
{
    public static IReadOnlyList<HostList> Of(ArtifactIndex index)
    {
        var lists = new SortedDictionary<string, StringBuilder>(StringComparer.Ordinal);

        // Sorted by name, so that backwards what is in a folder comes before it.
        foreach (var line in index.Entries.Select(entry => entry.Line).Reverse())
        {
            Sort(line);
        }

        return
        [
            new(ReservedNames.Manifest, index.Manifest()),
            .. lists.Select(list => new HostList($"{ReservedNames.Check}/{list.Key}", RawName.Bytes(list.Value.ToString()))),
        ];

        void Sort(string line)
        {
            if (Manifest.FileKey(line) is { } key)
            {
                Add($"file-{Manifest.ModeOf(line)}", Manifest.PathOf(key) + "\0");
                Add($"sums-{Manifest.ModeOf(line)}", $"{Manifest.SumOf(key)} *{Manifest.PathOf(key)}\n");
            }
            else if (line.StartsWith('d'))
            {
                var mode = Manifest.ModeOf(line);
                Add($"folder-{777 - int.Parse(mode):000}-{mode}", line[line.IndexOf('.')..] + "\0");
            }
            else if (line.Length > 0)
            {
                Add(line.StartsWith('l') ? "links" : "odd", line + "\n");
            }
        }

        void Add(string list, string text)
        {
            lists.TryAdd(list, new StringBuilder());
            lists[list].Append(text);
        }
    }

    /// <summary>The piece of a tar that brings them.</summary>
    public static byte[] Tar(IEnumerable<HostList> lists)
    {
        using var tar = new MemoryStream();
        foreach (var folder in (string[])[ReservedNames.Folder, ReservedNames.Check])
        {
            tar.Write(TarHeader.Of(new SourceEntry(EntryKind.Folder, folder, 0x1C0), 0, 0));
        }

        foreach (var list in lists)
        {
            tar.Write(list.Tar());
        }

        return tar.ToArray();
    }
}
