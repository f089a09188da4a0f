namespace DeployTasks.Connections.Local;

/// <summary>This machine as a host. What it is to reach, it reaches as it is.</summary>
/// <param name="shell">How to start a POSIX shell; tests name others than <see cref="LocalShell"/>.</param>
internal sealed class LocalConnection(params string[] shell) : IConnection
{
    private readonly string[] _shell = shell is [] ? LocalShell.Command() : shell;

    public Task<IRemoteProcess> OpenShellAsync(CancellationToken cancel) => Start();

    public Task<IRemoteProcess> OpenExecAsync(string command, CancellationToken cancel) => Start("-c", command);

    public Task<ConnectionFault?> ExplainAsync(string said, CancellationToken cancel) =>
        Task.FromResult<ConnectionFault?>(null);

    public string LastWords => "";

    public Task<RemoteAddress?> ForwardAsync(string? socket, int localPort, CancellationToken cancel) =>
        Task.FromResult<RemoteAddress?>(new RemoteAddress(Socket: null, localPort));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<IRemoteProcess> Start(params string[] arguments) =>
        Task.FromResult<IRemoteProcess>(ChildProcess.Start([.. _shell, .. arguments]));
}
