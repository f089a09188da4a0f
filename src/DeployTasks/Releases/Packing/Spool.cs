namespace DeployTasks.Releases.Packing;

/// <summary>Keeps the content of an archive's files under numbers, so that no name from an archive reaches this machine's disk.</summary>
internal sealed class Spool(string folder, ArchiveRules rules)
{
    private int _files;

    public Func<Stream> Keep(Stream content)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, $"{_files++}");
        using var file = File.Create(path);
        var buffer = new byte[128 * 1024];
        for (var read = content.Read(buffer); read > 0; read = content.Read(buffer))
        {
            rules.Count(read);
            file.Write(buffer, 0, read);
        }

        return () => File.OpenRead(path);
    }
}
