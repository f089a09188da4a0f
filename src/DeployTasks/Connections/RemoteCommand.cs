namespace DeployTasks.Connections;

/// <summary>A command for the host's framed shell. Scripts are POSIX sh and go by stdin, never by argv.</summary>
public sealed record RemoteCommand(string Script)
{
    public string? Cwd { get; init; }
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>User to become; null is the login user.</summary>
    public string? As { get; init; }

    /// <summary>Null or zero: none.</summary>
    public TimeSpan? Timeout { get; init; }
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>Called once, by the thread that waits, if it has not ended after 20 ms.</summary>
    public Action? Lasts { get; init; }
}

public enum RemoteEnd
{
    Exited,
    Signalled,
    TimedOut,
    IdleTimedOut,
    Cancelled,

    /// <summary>Nobody knows how the command went on.</summary>
    ConnectionLost,

    /// <summary>There was no shell to run it in; <see cref="RemoteResult.Error"/> says why.</summary>
    NotStarted,
}

/// <param name="Exit">0..255 when <paramref name="End"/> is Exited, 128+n when Signalled, else null.</param>
/// <param name="Out">Stdout, at most the first 1 MiB; the receiver of the command got all of it.</param>
public sealed record RemoteResult(RemoteEnd End, int? Exit, byte[] Out, byte[] ErrorTail)
{
    /// <summary>What we know about a result that has no exit code; null for the others.</summary>
    public Error? Error { get; init; }

    public bool IsSuccess => End == RemoteEnd.Exited && Exit == 0;
}
