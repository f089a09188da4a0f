using System.Formats.Tar;
using System.IO.Compression;

namespace DeployTasks.Worker.Steps;

/// <summary>
/// Unpacks what a host sent. The host is not trusted: an entry that would write outside the folder, a link that leads out
/// of it, and everything that is neither file, folder nor link refuses the whole archive before a file is in place. Links
/// are made last, so nothing is ever written through one.
/// </summary>
internal static class DownloadedFolder
{
    public static async Task PutAsync(string archive, string destination, CancellationToken cancel)
    {
        var unpacked = Directory.CreateDirectory($"{archive}.d").FullName;
        try
        {
            await UnpackAsync(archive, unpacked, cancel);
            Merge(new DirectoryInfo(unpacked), destination);
        }
        finally
        {
            Directory.Delete(unpacked, recursive: true);
        }
    }

    private static async Task UnpackAsync(string archive, string folder, CancellationToken cancel)
    {
        var links = new List<(string Path, string Target)>();
        await using var file = File.OpenRead(archive);
        await using var gzip = new GZipStream(file, CompressionMode.Decompress);
        await using var tar = new TarReader(gzip);
        while (await tar.GetNextEntryAsync(cancellationToken: cancel) is { } entry)
        {
            var path = SafePath(folder, entry.Name, entry.Name);
            switch (entry.EntryType)
            {
                case TarEntryType.Directory:
                    Directory.CreateDirectory(path);
                    break;
                case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                    await WriteAsync(entry, path, cancel);
                    break;
                case TarEntryType.HardLink:
                    File.Copy(SafePath(folder, entry.LinkName, entry.Name), path);
                    break;
                case TarEntryType.SymbolicLink:
                    links.Add((path, SafeTarget(folder, entry)));
                    break;
                default:
                    throw new DeployException(Errors.DownloadUnsafe(entry.Name, $"is a {entry.EntryType}"));
            }
        }
        foreach (var (path, target) in links)
        {
            File.CreateSymbolicLink(path, target);
        }
    }

    private static async Task WriteAsync(TarEntry entry, string path, CancellationToken cancel)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        if (entry.DataStream is { } data)
        {
            await data.CopyToAsync(file, cancel);
        }
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode permissions = (UnixFileMode)0b111_111_111;
            File.SetUnixFileMode(path, entry.Mode & permissions);
        }
    }

    private static string SafePath(string folder, string name, string entry)
    {
        if (Path.IsPathRooted(name))
        {
            throw new DeployException(Errors.DownloadUnsafe(entry, "has an absolute path"));
        }
        var path = Path.GetFullPath(name, folder).TrimEnd(Path.DirectorySeparatorChar);
        return path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new DeployException(Errors.DownloadUnsafe(entry, "leads out of the folder"));
    }

    // A `..` behind a name could climb out of another link; at the beginning it climbs real folders, which are checked.
    private static string SafeTarget(string folder, TarEntry link)
    {
        var climbed = link.LinkName.Split('/').SkipWhile(static part => part is "..");
        if (climbed.Contains(".."))
        {
            throw new DeployException(Errors.DownloadUnsafe(link.Name, $"is a link to '{link.LinkName}'"));
        }
        _ = SafePath(folder, Path.Combine(Path.GetDirectoryName(link.Name) ?? "", link.LinkName), link.Name);
        return link.LinkName;
    }

    private static void Merge(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var child in from.EnumerateFileSystemInfos())
        {
            var path = Path.Combine(to, child.Name);
            if (child is DirectoryInfo { LinkTarget: null } folder)
            {
                Merge(folder, path);
            }
            else if (child.LinkTarget is { } target)
            {
                // A move looks through a link, for a file.
                File.Delete(path);
                File.CreateSymbolicLink(path, target);
            }
            else
            {
                File.Move(child.FullName, path, overwrite: true);
            }
        }
    }
}
