namespace DeployTasks.Tests.Releases.Support;

/// <summary>A folder of the test's own that is gone afterwards.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("dt-releases-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Folder(string name) => Directory.CreateDirectory(this[name]).FullName;

    public string File(string name, string content = "content", string mode = "644")
    {
        var path = this[name];
        _ = Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, content);
        System.IO.File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));
        return path;
    }

    public void Dispose()
    {
        // Folders that a test made read-only cannot be emptied otherwise.
        _ = Sh.Run($"chmod -R u+rwX '{Path}' && rm -rf '{Path}'");
    }
}
