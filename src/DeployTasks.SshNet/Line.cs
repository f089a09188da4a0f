using System.Net;
using System.Net.Sockets;
using DeployTasks.Connections;
using DeployTasks.SshNet.Channels;
using DeployTasks.Connections.Config;
using DeployTasks.SshNet.Logins;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace DeployTasks.SshNet;

/// <summary>A login at a host, by way of its jump hosts, and all that runs over it.</summary>
internal sealed class Line : IAsyncDisposable
{
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly List<SshNetProcess> _processes = [];

    // The one we work on is last.
    private readonly List<LoginThread> _logins = [];
    private readonly HeartBeat _heart;
    private readonly string _address;
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Line(Route route)
    {
        _address = $"{route.Host} port {route.Port}";
        _heart = new HeartBeat(route.Settings.KeepAlive, Ping, IsStalled, Die);
    }

    /// <summary>What is known of its end; empty while it lives.</summary>
    public string LastWords { get; private set; } = "";

    public bool IsUp => !_lost.Task.IsCompleted && Client.IsConnected;

    private SshClient Client => _logins[^1].Client;

    /// <exception cref="ConnectionFailedException">Nobody is logged in.</exception>
    public static async Task<Line> OpenAsync(ConnectionSettings settings, AskSecret ask, CancellationToken cancel)
    {
        var route = Obstacles.EnsureNone(Route.To(settings));
        var line = new Line(route);
        try
        {
            foreach (var stop in route.Stops)
            {
                var entrance = line._logins.Count > 0 ? Tunnel(line.Client, stop) : null;
                line._logins.Add(await new Login(stop, entrance, ask).RunAsync(cancel));
            }

            line.Client.ErrorOccurred += (_, problem) => line.LastWords = problem.Exception.Message;
            return line;
        }
        catch
        {
            await line.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks the host on another thread, because SSH.NET waits without end for the answer of one that fell silent.</summary>
    /// <returns>Null when the connection was lost before it answered.</returns>
    public async Task<T?> AskAsync<T>(Func<T?> ask, CancellationToken cancel)
        where T : class
    {
        var asking = Task.Run(ask, cancel);
        await Task.WhenAny(asking, _lost.Task).WaitAsync(cancel);
        return asking.IsCompleted ? await asking : null;
    }

    /// <summary>Starts a command in a channel of its own; blocks for two round trips.</summary>
    /// <param name="disposed">Called when its process is disposed.</param>
    /// <exception cref="SshException">The host allows no further channel, or is gone.</exception>
    public SshNetProcess Start(string command, Action? disposed = null)
    {
        try
        {
            var process = SshNetProcess.Start(Client, command, Ended);
            lock (_gate)
            {
                _processes.Add(process);
            }

            return process;
        }
        finally
        {
            EndLogins();
        }

        void Ended(SshNetProcess process)
        {
            lock (_gate)
            {
                _processes.Remove(process);
            }

            disposed?.Invoke();
        }
    }

    /// <summary>Opens a port of the host's loopback that leads to one of ours; null when the host refuses.</summary>
    public RemoteAddress? Forward(int localPort)
    {
        var port = new ForwardedPortRemote(IPAddress.Loopback, 0, IPAddress.Loopback, (uint)localPort);
        try
        {
            Client.AddForwardedPort(port);
            port.Start();
            return new RemoteAddress(Socket: null, (int)port.BoundPort);
        }
        catch (Exception e) when (e is SshException or SocketException)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var login in Enumerable.Reverse(_logins))
        {
            // Forwards and channels say goodbye; a host that is gone does not answer.
            login.Client.ConnectionInfo.Timeout = LongestGoodbye;
            login.Leave(LongestGoodbye);
        }

        return ValueTask.CompletedTask;
    }

    // A login lasts until the first command has begun. One may take no input for hours; who notices a dead host from here on is
    // the heartbeat.
    private void EndLogins()
    {
        foreach (var login in _logins)
        {
            login.Client.ConnectionInfo.Timeout = Timeout.InfiniteTimeSpan;
            login.Work(login == _logins[^1] ? _heart : null);
        }
    }

    // The port leads nowhere but to the next SSH server, which asks everybody for a login.
    private static IPEndPoint Tunnel(SshClient client, Route next)
    {
        var port = new ForwardedPortLocal("127.0.0.1", next.Host, (uint)next.Port);
        client.AddForwardedPort(port);
        port.Start();
        return new IPEndPoint(IPAddress.Loopback, (int)port.BoundPort);
    }

    // A refused channel is an answer too.
    private void Ping()
    {
        try
        {
            using var ping = Client.CreateCommand(":");
            ping.Execute();
        }
        catch (Exception e) when (e is SshException or SocketException or InvalidOperationException)
        {
            // Either it answered, or the connection is known to be gone.
        }
    }

    private bool IsStalled()
    {
        lock (_gate)
        {
            return _processes.Exists(process => process.IsStalled);
        }
    }

    private void Die()
    {
        LastWords = $"{_address} is not responding";
        _lost.TrySetResult();
        SshNetProcess[] lost;
        lock (_gate)
        {
            lost = [.. _processes];
        }

        Array.ForEach(lost, process => process.Lose());
    }
}
