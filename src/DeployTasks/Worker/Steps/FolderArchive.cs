using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace DeployTasks.Worker.Steps;

/// <summary>A folder as one tar.gz. GNU entries: BusyBox does not read the long names of the newer pax form.</summary>
internal static class FolderArchive
{
    /// <returns>Ready to be read; its file is gone when the stream is closed, whatever ends us.</returns>
    public static async Task<Stream> PackAsync(string folder, CancellationToken cancel)
    {
        var archive = Nameless();
        await using (var gzip = new GZipStream(archive, CompressionLevel.Fastest, leaveOpen: true))
        await using (var tar = new TarWriter(gzip, TarEntryFormat.Gnu))
        {
            await AddAsync(tar, new DirectoryInfo(folder), "", cancel);
        }
        archive.Position = 0;
        return archive;
    }

    public static FileStream Nameless()
    {
        var path = Path.Combine(Path.GetTempPath(), $"deploy-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}");
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.DeleteOnClose,
        });
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path);
        }
        return file;
    }

    private static async Task AddAsync(TarWriter tar, DirectoryInfo folder, string prefix, CancellationToken cancel)
    {
        var children = folder.GetFileSystemInfos();
        Array.Sort(children, static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        foreach (var child in children)
        {
            var name = prefix + child.Name;
            await tar.WriteEntryAsync(child.FullName, name, cancel);
            if (child is DirectoryInfo { LinkTarget: null } inner)
            {
                await AddAsync(tar, inner, $"{name}/", cancel);
            }
        }
    }
}
