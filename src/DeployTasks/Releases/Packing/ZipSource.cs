using System.IO.Compression;

namespace DeployTasks.Releases.Packing;

/// <summary>The entries of somebody else's zip.</summary>
internal sealed class ZipSource(ArchiveRules rules, Spool spool)
{
    // The high half of the external attributes is st_mode where a Unix made the zip, else zero.
    private const int TypeMask = 0xF000;
    private const int TypeFile = 0x8000;
    private const int TypeFolder = 0x4000;
    private const int TypeLink = 0xA000;
    private const int SetIds = 0xC00;

    public IEnumerable<SourceEntry> Read(Stream file)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read);
        foreach (var entry in zip.Entries)
        {
            // Zips made by .NET Framework have backslashes.
            var name = entry.FullName.Replace('\\', '/');
            var path = rules.Path(name);
            if (path.Length > 0)
            {
                yield return rules.Check(Entry(entry, path, name.EndsWith('/')));
            }
        }
    }

    private SourceEntry Entry(ZipArchiveEntry entry, string path, bool isFolder)
    {
        var mode = (entry.ExternalAttributes >> 16) & 0xFFFF;
        var type = isFolder ? TypeFolder : mode & TypeMask;
        using var content = type == TypeFolder ? Stream.Null : entry.Open();
        return type switch
        {
            TypeFolder => new SourceEntry(EntryKind.Folder, path, Bits(mode, "755")),
            TypeLink => new SourceEntry(EntryKind.Link, path, 0x1FF) { Target = Target(content) },
            TypeFile or 0 when (mode & SetIds) == 0 =>
                new SourceEntry(EntryKind.File, path, Bits(mode, "644")) { Open = spool.Keep(content) },
            TypeFile => throw rules.Odd(entry.FullName, "has a setuid or setgid bit"),
            _ => throw rules.Odd(entry.FullName, "is neither a file, a folder nor a link"),
        };
    }

    private static int Bits(int mode, string otherwise) => mode == 0 ? Convert.ToInt32(otherwise, 8) : mode & 0x1FF;

    private static string Target(Stream content)
    {
        var target = new byte[4096];
        var length = content.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        return System.Text.Encoding.Latin1.GetString(target, 0, length);
    }
}
