using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using DeployTasks.Releases.Packing;

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
            var names = NamesIn(folder).Order(StringComparer.Ordinal).ToArray();
            foreach (var name in names)
            {
                await tar.WriteEntryAsync(Path.Combine(folder, name), name, cancel);
            }
            if (names.Length == 0)
            {
                // TarWriter leaves out the end of an archive without entries, and no byte at all is no gzip.
                await gzip.WriteAsync(new byte[1024], cancel);
            }
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

    // Through the reader of artifacts, which refuses what is no file, folder or link: TarWriter would send a FIFO as one.
    private static IEnumerable<string> NamesIn(string folder)
    {
        try
        {
            return [.. FolderSource.Read(folder).Select(entry => RawName.Display(entry.Path))];
        }
        catch (DeployException unfit)
        {
            throw new IOException(unfit.Errors[0].What, unfit);
        }
    }
}
