using System.Security.Cryptography;
using DeployTasks.Wire;

namespace DeployTasks.Master.Listening;

/// <summary>
/// What was heard, on disk: one file a job, there as a whole or not at all, and a mark beside it once somebody was told. A
/// listener may be killed at any instant.
/// </summary>
internal sealed class CallbackFolder : ICallbackStore, IDisposable
{
    private const string Called = ".call";
    private const string Told = ".told";

    private readonly string _folder;
    private readonly FileStream _lock;

    /// <exception cref="DeployException">It cannot be used, or another listener uses it.</exception>
    public CallbackFolder(string folder)
    {
        _folder = folder;
        try
        {
            CreatePrivate(folder);
            _lock = new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw new DeployException(Errors.CallbackFolderUnusable(folder, unusable.Message));
        }
    }

    public Kept KeepFirst(Caller caller, byte[] body)
    {
        var file = FileOf(caller, Called);
        var draft = Path.Combine(_folder, $".{Guid.NewGuid():N}");
        try
        {
            using (var stream = new FileStream(draft, Private))
            {
                stream.Write(body);
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, file, overwrite: false);
            return new Kept(true, SHA256.HashData(body));
        }
        catch (IOException) when (File.Exists(file))
        {
            return new Kept(false, SHA256.HashData(File.ReadAllBytes(file)));
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Jobs that nobody was told about yet, oldest first.</summary>
    public IEnumerable<Caller> Untold() => new DirectoryInfo(_folder).EnumerateFiles("*" + Called)
        .Where(file => !File.Exists(Path.ChangeExtension(file.FullName, Told)))
        .OrderBy(file => file.LastWriteTimeUtc)
        .Select(file => Caller.Parse(Uri.UnescapeDataString(Path.GetFileNameWithoutExtension(file.Name))))
        .OfType<Caller>();

    /// <summary>Null when somebody has deleted it.</summary>
    public byte[]? BodyOf(Caller caller)
    {
        try
        {
            return File.ReadAllBytes(FileOf(caller, Called));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    public void MarkTold(Caller caller) => File.Create(FileOf(caller, Told)).Dispose();

    public void Dispose() => _lock.Dispose();

    // Logs are not for the other users of this machine, whoever made the folder.
    private static FileStreamOptions Private
    {
        get
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            return options;
        }
    }

    private static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private string FileOf(Caller caller, string kind) => Path.Combine(_folder, Uri.EscapeDataString(caller.ToString()) + kind);
}
