namespace DeployTasks.Lab;

/// <summary>All the programs that a host has: where one is missing there, it is missing here.</summary>
public sealed class ProgramFolder : IDisposable
{
    // What any host has.
    private static readonly string[] Basics =
        ["sh", "cat", "mkdir", "mkfifo", "mv", "rm", "tee", "date", "wc", "tail", "tr", "sed", "find", "sleep", "setsid", "sync", "sha256sum", "chmod"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dt-programs-");

    private ProgramFolder()
    {
    }

    /// <summary>The whole PATH of such a host.</summary>
    public string Path => _folder.FullName;

    /// <summary>A line of sshd_config. Not SetEnv: the login shell's own files may add to PATH.</summary>
    public string ForceCommand => $"ForceCommand env PATH={Path} sh -c \"$SSH_ORIGINAL_COMMAND\"";

    public static ProgramFolder BusyBox()
    {
        var folder = new ProgramFolder();
        AddBusyBox(folder.Path);
        return folder;
    }

    /// <summary>The basics, and these.</summary>
    public static ProgramFolder With(params string[] programs)
    {
        var folder = new ProgramFolder();
        Add(folder.Path, [.. Basics, .. programs]);
        return folder;
    }

    /// <summary>BusyBox under all its names.</summary>
    public static void AddBusyBox(string folder)
    {
        using var install = LabProcess.Start("busybox", ["--install", "-s", folder]);
        install.WaitForExit();
    }

    /// <summary>Programs of this machine, under their own names.</summary>
    public static void Add(string folder, IEnumerable<string> programs)
    {
        foreach (var name in programs)
        {
            File.CreateSymbolicLink(System.IO.Path.Combine(folder, name), Where(name));
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // python3 may be a wrapper that needs its surroundings: the real one is wanted.
    private static string Where(string name) =>
        new[] { "/usr/bin", "/bin", "/usr/local/bin" }.Select(folder => System.IO.Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"This test needs {name} (apt-get install {name})");
}
