namespace DeployTasks.Connections;

/// <summary>
/// The seam between transports: OpenSSH, SSH.NET and this machine. It knows nothing of frames, users, kills or trees;
/// those sit above it in <c>HostSession</c> and are shared. A transport that cannot connect throws
/// <see cref="ConnectionFailedException"/>; the session turns that into an outcome.
/// </summary>
public interface IConnection : IAsyncDisposable
{
    /// <summary>Connects, if that has not happened yet, and starts <c>sh</c> on the host.</summary>
    Task<IRemoteProcess> OpenShellAsync(CancellationToken cancel);

    /// <summary>A side channel: one command for the host's login shell, with its own three streams.</summary>
    Task<IRemoteProcess> OpenExecAsync(string command, CancellationToken cancel);

    /// <summary>
    /// Why the shell that was just opened never answered, when the transport learns that only afterwards; null when the
    /// way to the host was not the cause.
    /// </summary>
    /// <param name="said">What came instead of a shell, both streams.</param>
    Task<ConnectionFault?> ExplainAsync(string said, CancellationToken cancel);

    /// <summary>What the transport knows of the end of a connection that was lost; may be empty.</summary>
    string LastWords { get; }

    /// <summary>Makes <paramref name="localPort"/> of 127.0.0.1 reachable from the host; null when the host refuses.</summary>
    /// <param name="socket">Path for a unix socket on the host; null asks for a TCP port of its loopback.</param>
    Task<RemoteAddress?> ForwardAsync(string? socket, int localPort, CancellationToken cancel);
}

/// <summary>Where a host reaches the master: a unix socket or a port of the host's own loopback.</summary>
public sealed record RemoteAddress(string? Socket, int Port);

/// <param name="Retries">How often to try again, because nobody was logged in yet and the cause may pass.</param>
public sealed record ConnectionFault(Error Error, int Retries);

/// <summary>A program on the host. What it says is handed on, not fetched: so no thread waits for each of its streams.</summary>
public interface IRemoteProcess : IAsyncDisposable
{
    Stream Input { get; }

    /// <summary>
    /// Hands on all it says from now on, and said before, piece by piece on a thread of the transport; an empty piece ends a
    /// stream. Called once. While the receiver takes its time, the host waits.
    /// </summary>
    void Listen(ReceiveOutput receive);

    /// <summary>Blocks until it has ended.</summary>
    /// <returns>False when it has not within that time.</returns>
    bool WaitForEnd(TimeSpan limit);

    /// <summary>Exit code; null before its end, and when it ended by a signal or the connection was lost.</summary>
    int? Exit { get; }

    /// <summary>Disposes what has answered nothing yet: there is no goodbye to wait for.</summary>
    ValueTask AbandonAsync() => DisposeAsync();
}

/// <summary>A connection could not be made or was lost. Becomes an outcome, never reaches a user as a trace.</summary>
/// <param name="retries">See <see cref="ConnectionFault"/>.</param>
public sealed class ConnectionFailedException(Error error, int retries = 0) : Exception(error.What)
{
    public ConnectionFault Fault { get; } = new(error, retries);
}
