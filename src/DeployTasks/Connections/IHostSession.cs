namespace DeployTasks.Connections;

/// <summary>Gets output while it arrives; the memory is valid only during the call.</summary>
public delegate void ReceiveOutput(bool isError, ReadOnlyMemory<byte> bytes);

/// <summary>
/// One connected host, whatever the transport: what steps, releases and scripts are written against. Implemented by the
/// real session and by the recorder that tests and <c>--dry-run</c> use.
/// </summary>
public interface IHostSession : IAsyncDisposable
{
    /// <summary>How often the host was asked for something and waited for, so far.</summary>
    int RoundTrips => 0;

    /// <summary>
    /// Logs in and starts the shell, again when the connection was lost. The first command does that too; this says how it went.
    /// </summary>
    Task<Outcome> ConnectAsync(CancellationToken cancel);

    /// <summary>Completes when the connection is lost, and with it what was forwarded; another task for each connection.</summary>
    Task Lost { get; }

    /// <summary>Runs a script in the framed shell; one write, one round trip. Never throws for a remote failure.</summary>
    Task<RemoteResult> RunAsync(RemoteCommand command, ReceiveOutput output, CancellationToken cancel);

    /// <summary>Runs a command on a side channel with <paramref name="write"/> feeding its stdin.</summary>
    Task<RemoteResult> SendAsync(RemoteCommand command, Func<Stream, CancellationToken, Task> write, CancellationToken cancel);

    /// <summary>Runs a command on a side channel with <paramref name="read"/> taking its stdout.</summary>
    Task<RemoteResult> ReceiveAsync(RemoteCommand command, Func<Stream, CancellationToken, Task> read, CancellationToken cancel);

    /// <summary>
    /// Takes an exclusive <c>flock</c> on <paramref name="path"/> (absolute) and keeps it as long as this session lives:
    /// the kernel lets go when the session ends, however it ends. When it comes back after a loss, it takes all of them again.
    /// Asking again for a path that is held is fine, and takes it anew where its file was removed.
    /// </summary>
    Task<LockHold> HoldLockAsync(string path, CancellationToken cancel);

    /// <summary>See <see cref="IConnection.ForwardAsync"/>.</summary>
    Task<RemoteAddress?> ForwardAsync(string? socket, int localPort, CancellationToken cancel);
}

public enum LockHold
{
    Held,

    /// <summary>Another living session holds it.</summary>
    Busy,

    /// <summary>The host has no <c>flock</c>, the file cannot be opened, or the session holds as many as it can.</summary>
    Unsupported,

    /// <summary>The connection was lost, or could not be made.</summary>
    Lost,
}
