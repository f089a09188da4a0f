namespace DeployTasks.Connections.OpenSsh;

/// <summary>
/// A folder for one run that only this user may enter. Its lock is held by the kernel for this process, so folders of
/// runs that were killed are known, and removed by the next.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private const string Prefix = "deploytasks-";

    // A socket's name must stay below 90 bytes with what ssh appends while it binds: a long TMPDIR will not do.
    private const int LongestParent = 40;

    private readonly FileStream _lock;

    private RunFolder(string path)
    {
        Path = path;
        _lock = Lock(path);
    }

    public string Path { get; }

    public static RunFolder Create()
    {
        var parent = System.IO.Path.GetTempPath() is { Length: <= LongestParent } usual ? usual : "/tmp/";
        foreach (var folder in Directory.EnumerateDirectories(parent, Prefix + "*"))
        {
            RemoveIfDead(folder);
        }

        return new RunFolder(CreatePrivate(System.IO.Path.Combine(parent, Prefix + System.IO.Path.GetRandomFileName()[..8])));
    }

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        _lock.Dispose();
    }

    private static string CreatePrivate(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path).FullName
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;

    private static FileStream Lock(string folder) =>
        new(System.IO.Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static void RemoveIfDead(string folder)
    {
        try
        {
            // A folder that is being made has no lock yet; one that was killed in that instant is empty and may stay.
            if (File.Exists(System.IO.Path.Combine(folder, "lock")))
            {
                Lock(folder).Dispose();
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It lives, or it is somebody else's.
        }
    }
}
