using System.Net.Sockets;
using DeployTasks.Connections;
using Renci.SshNet.Common;

namespace DeployTasks.SshNet;

/// <summary>
/// SSH in this process: no client is started, a login costs a tenth of the OpenSSH client's. It serves where there is no
/// such client, and where the recipe asks for it (design §6).
/// </summary>
public sealed class SshNetConnection : IConnection
{
    private readonly ConnectionSettings _settings;
    private readonly AskSecret _ask;
    private readonly SemaphoreSlim _opening = new(1);
    private Line? _line;

    private SshNetConnection(ConnectionSettings settings, AskSecret ask) => (_settings, _ask) = (settings, ask);

    public string LastWords => _line?.LastWords ?? "";

    public static IConnection Create(ConnectionSettings settings, AskSecret ask) => new SshNetConnection(settings, ask);

    public Task<IRemoteProcess> OpenShellAsync(CancellationToken cancel) => OpenExecAsync("exec sh", cancel);

    public async Task<IRemoteProcess> OpenExecAsync(string command, CancellationToken cancel)
    {
        try
        {
            return await StartAsync(command, cancel);
        }
        catch (SshOperationTimeoutException e)
        {
            throw new ConnectionFailedException(Errors.ServerSilent(_settings, new LoginFacts { Said = e.Message }));
        }
        catch (Exception e) when (e is SshException or SocketException or InvalidOperationException)
        {
            throw Lost(e.Message);
        }
    }

    /// <summary>The login itself said all there is to say.</summary>
    public Task<ConnectionFault?> ExplainAsync(string said, CancellationToken cancel) => Task.FromResult<ConnectionFault?>(null);

    /// <summary>Always a port: SSH.NET forwards no unix sockets.</summary>
    public async Task<RemoteAddress?> ForwardAsync(string? socket, int localPort, CancellationToken cancel)
    {
        var line = await LineAsync(cancel);
        return await line.AskAsync(() => line.Forward(localPort), cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _line, null) is { } line)
        {
            await line.DisposeAsync();
        }

        _opening.Dispose();
    }

    private async Task<Line> LineAsync(CancellationToken cancel)
    {
        await _opening.WaitAsync(cancel);
        try
        {
            if (_line is { IsUp: true })
            {
                return _line;
            }

            await (_line?.DisposeAsync() ?? default);
            _line = null;
            return _line = await Line.OpenAsync(_settings, _ask, cancel);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<IRemoteProcess> StartAsync(string command, CancellationToken cancel)
    {
        var wasUp = _line is { IsUp: true };
        var line = await LineAsync(cancel);
        try
        {
            // Who has just logged in is on a thread that has nothing else to do, and waits no longer than for the login; who asks
            // may not wait.
            return wasUp ? await line.AskAsync(() => line.Start(command), cancel) ?? throw Lost(line.LastWords) : line.Start(command);
        }
        catch (SshException e) when (line.IsUp && e is not SshOperationTimeoutException)
        {
            return await StartAsideAsync(command, cancel);
        }
    }

    // A server with MaxSessions 1 gives the shell its one channel, so everything else logs in by itself.
    private async Task<IRemoteProcess> StartAsideAsync(string command, CancellationToken cancel)
    {
        var own = await Line.OpenAsync(_settings, _ask, cancel);
        try
        {
            return await own.AskAsync(() => own.Start(command, () => _ = own.DisposeAsync().AsTask()), cancel) ?? throw Lost(own.LastWords);
        }
        catch (SshException e) when (own.IsUp && e is not SshOperationTimeoutException)
        {
            await own.DisposeAsync();
            throw new ConnectionFailedException(Errors.NoSession(_settings.Host, e.Message));
        }
    }

    private ConnectionFailedException Lost(string said) => new(Errors.ConnectionLost(_settings.Host, said));
}
