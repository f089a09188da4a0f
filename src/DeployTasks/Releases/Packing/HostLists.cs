using System.Security.Cryptography;
using System.Text;

namespace DeployTasks.Releases.Packing;

/// <summary>
/// The manifest, and lists made of it as each of the host's tools reads them: a host that makes them itself starts a
/// program or two for every one, which costs it more than all the rest of a small deployment.
/// <code>
/// file-MODE     paths of files, each with a NUL behind it; names that line-based tools cannot carry are in "odd"
/// folder-N-MODE paths of folders that tar could not give their mode, deepest first; the more it forbids, the later its list
/// odd, odd-folders, links  lines of the manifest
/// all           paths of the manifest, of the lists above and of all files: what is hashed in the end
/// </code>
/// </summary>
/// <param name="Lists">As they lie in a release.</param>
/// <param name="Digest">SHA-256 of the manifest: the digest of the artifact.</param>
/// <param name="Proof">SHA-256 of what <c>sha256sum -b</c> and <c>openssl dgst -r</c> say of everything in <c>all</c>.</param>
internal sealed record HostLists(IReadOnlyList<HostList> Lists, string Digest, string Proof)
{
    public static HostLists Of(ArtifactIndex index)
    {
        var texts = new SortedDictionary<string, StringBuilder>(StringComparer.Ordinal);
        var files = new List<string>();

        // Sorted by name, so that backwards what is in a folder comes before it.
        foreach (var line in index.Entries.Select(entry => entry.Line).Reverse())
        {
            Sort(line);
        }

        HostList[] lists = [new(ReservedNames.Manifest, index.Manifest()), .. texts.Select(text => InCheck(text.Key, $"{text.Value}"))];
        (string Path, string Digest)[] everything =
        [
            .. lists.Select(list => (list.Path, list.Digest())),
            .. files.Select(key => (Manifest.PathOf(key), Manifest.SumOf(key))),
        ];
        var all = InCheck("all", string.Concat(everything.Select(one => one.Path + "\0")));
        var sums = string.Concat(everything.Select(one => $"{one.Digest} *{one.Path}\n"));
        return new HostLists([.. lists, all], everything[0].Digest, Convert.ToHexStringLower(SHA256.HashData(RawName.Bytes(sums))));

        void Sort(string line)
        {
            if (Manifest.FileKey(line) is { } key)
            {
                Add($"file-{Manifest.ModeOf(line)}", Manifest.PathOf(key) + "\0");
                files.Add(key);
            }
            else if (line.StartsWith('d'))
            {
                AddFolder(line, Manifest.ModeOf(line));
            }
            else if (line.Length > 0)
            {
                Add(line[0] switch { 'l' => "links", 'D' => "odd-folders", _ => "odd" }, line + "\n");
            }
        }

        void AddFolder(string line, string mode)
        {
            var bits = Convert.ToInt32(mode, 8);
            if (TarHeader.WhileFilled(bits) != bits)
            {
                Add($"folder-{777 - int.Parse(mode):000}-{mode}", line[line.IndexOf('.')..] + "\0");
            }
        }

        void Add(string list, string text)
        {
            texts.TryAdd(list, new StringBuilder());
            texts[list].Append(text);
        }
    }

    /// <summary>The piece of a tar that brings them.</summary>
    public byte[] Tar()
    {
        using var tar = new MemoryStream();
        foreach (var folder in (string[])[ReservedNames.Folder, ReservedNames.Check])
        {
            tar.Write(TarHeader.Of(new SourceEntry(EntryKind.Folder, folder, 0x1C0), 0, 0));
        }

        foreach (var list in Lists)
        {
            tar.Write(list.Tar());
        }

        return tar.ToArray();
    }

    private static HostList InCheck(string name, string text) => new($"{ReservedNames.Check}/{name}", RawName.Bytes(text));
}
