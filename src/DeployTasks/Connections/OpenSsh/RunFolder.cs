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

    private const int MostAttempts = 5;

    private readonly FileStream _lock;

    private RunFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    public static RunFolder Create()
    {
        var parent = System.IO.Path.GetTempPath() is { Length: <= LongestParent } usual && Directory.Exists(usual) ? usual : "/tmp/";
        foreach (var folder in Directory.EnumerateDirectories(parent, Prefix + "*"))
        {
            RemoveIfDead(folder);
        }

        for (var attempt = 1; ; attempt++)
        {
            var path = CreatePrivate(System.IO.Path.Combine(parent, Prefix + System.IO.Path.GetRandomFileName()[..8]));
            try
            {
                // Between its making and its locking another run may have taken it for a dead one's.
                var held = Lock(path, FileMode.CreateNew);
                if (File.Exists(held.Name))
                {
                    return new RunFolder(path, held);
                }

                held.Dispose();
            }
            catch (IOException) when (attempt < MostAttempts)
            {
            }
        }
    }

    public void Dispose()
    {
        try
        {
            Remove(Path, _lock);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody cleared it away, or a client has just put its socket there: the run has ended as it has.
        }
    }

    private static string CreatePrivate(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path).FullName
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;

    private static FileStream Lock(string folder, FileMode mode) =>
        new(System.IO.Path.Combine(folder, "lock"), mode, FileAccess.ReadWrite, FileShare.None);

    // Locked until it is gone, which tells whoever is just making it. Windows opens and locks in one go, and removes nothing
    // that is open.
    private static void Remove(string folder, FileStream held)
    {
        using (held)
        {
            if (OperatingSystem.IsWindows())
            {
                held.Dispose();
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    private static void RemoveIfDead(string folder)
    {
        try
        {
            // A folder that is being made has no lock yet; one that was killed in that instant is empty and may stay.
            if (File.Exists(System.IO.Path.Combine(folder, "lock")))
            {
                Remove(folder, Lock(folder, FileMode.Open));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It lives, or it is somebody else's.
        }
    }
}
