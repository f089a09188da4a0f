namespace DeployTasks.Releases.Packing;

/// <summary>One level of a folder where names are text (Windows, macOS).</summary>
internal static class ManagedFolder
{
    public static IEnumerable<SourceEntry> List(string root, string folder) =>
        new DirectoryInfo(Path.Combine(root, RawName.Display(folder))).GetFileSystemInfos().Select(info => Entry(info, folder));

    private static SourceEntry Entry(FileSystemInfo info, string folder)
    {
        var path = FolderSource.Join(folder, RawName.From(info.Name));
        return (info, info.LinkTarget) switch
        {
            (_, { } target) => new SourceEntry(EntryKind.Link, path, 0x1FF)
            {
                Target = RawName.From(target.Replace('\\', '/')),
            },
            (DirectoryInfo, _) => new SourceEntry(EntryKind.Folder, path, Mode(info, Convert.ToInt32("755", 8))),
            _ => new SourceEntry(EntryKind.File, path, Mode(info, Convert.ToInt32("644", 8)))
            {
                Open = () => File.OpenRead(info.FullName),
            },
        };
    }

    // Windows has no permission bits.
    private static int Mode(FileSystemInfo info, int otherwise) =>
        OperatingSystem.IsWindows() ? otherwise : (int)info.UnixFileMode & 0x1FF;
}
