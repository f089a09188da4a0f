using System.Security.Cryptography;

namespace DeployTasks.Wire;

/// <param name="IsNew">Nothing was kept for this caller before.</param>
/// <param name="Digest">SHA-256 of the body that is kept.</param>
public sealed record Kept(bool IsNew, byte[] Digest);

/// <summary>Remembers what was heard: in memory for a run, in a folder for a listener that may restart.</summary>
public interface ICallbackStore
{
    /// <summary>Keeps the body of a caller unless there is one already.</summary>
    Kept KeepFirst(Caller caller, byte[] body);
}

public sealed class MemoryStore : ICallbackStore
{
    private readonly Dictionary<Caller, byte[]> _heard = [];

    public Kept KeepFirst(Caller caller, byte[] body)
    {
        lock (_heard)
        {
            return _heard.TryGetValue(caller, out var kept)
                ? new Kept(false, kept)
                : new Kept(true, _heard[caller] = SHA256.HashData(body));
        }
    }
}

/// <summary>One file a job, there as a whole or not at all, so that a listener may be killed at any instant.</summary>
public sealed class FolderStore(string folder) : ICallbackStore
{
    public Kept KeepFirst(Caller caller, byte[] body)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, Uri.EscapeDataString(caller.ToString()));
        var draft = Path.Combine(folder, $".{Guid.NewGuid():N}");
        File.WriteAllBytes(draft, body);
        try
        {
            File.Move(draft, file, overwrite: false);
            return new Kept(true, SHA256.HashData(body));
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
            return new Kept(false, SHA256.HashData(File.ReadAllBytes(file)));
        }
    }
}
