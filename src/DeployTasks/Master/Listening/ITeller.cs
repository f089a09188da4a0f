using DeployTasks.Wire;

namespace DeployTasks.Master.Listening;

/// <param name="Body">The status of the script as one line of JSON, then the tail of its log: words of the host.</param>
public sealed record HeardCallback(Caller Caller, ReadOnlyMemory<byte> Body);

/// <summary>What a listener does when a script has ended.</summary>
public interface ITeller
{
    /// <returns>Null when it is done, else why not: then it is tried again.</returns>
    Task<string?> TellAsync(HeardCallback callback, CancellationToken cancel);
}
