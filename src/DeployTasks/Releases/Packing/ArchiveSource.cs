using System.IO.Compression;

namespace DeployTasks.Releases.Packing;

/// <summary>The entries of an archive file: zip, tar or tar.gz, told apart by their first bytes.</summary>
internal static class ArchiveSource
{
    public static IEnumerable<SourceEntry> Read(string file, string spoolFolder)
    {
        using var content = File.OpenRead(file);
        var rules = new ArchiveRules(Path.GetFileName(file), content.Length);
        var spool = new Spool(spoolFolder, rules);
        var magic = new byte[2];
        _ = content.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        content.Position = 0;

        var entries = magic switch
        {
            [(byte)'P', (byte)'K'] => new ZipSource(rules, spool).Read(content),
            [0x1F, 0x8B] => new TarSource(rules, spool).Read(new GZipStream(content, CompressionMode.Decompress)),
            _ => new TarSource(rules, spool).Read(content),
        };
        return Readable(file, entries);
    }

    private static List<SourceEntry> Readable(string file, IEnumerable<SourceEntry> entries)
    {
        try
        {
            return [.. entries];
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new DeployException(Errors.NotAnArchive(file, e.Message));
        }
    }
}
