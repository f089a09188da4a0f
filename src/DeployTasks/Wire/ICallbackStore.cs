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
