using DeployTasks.Connections.Local;
using DeployTasks.Recipes;

namespace DeployTasks.Connections;

/// <summary>Sessions that are not connected yet: the first command, or <see cref="IHostSession.ConnectAsync"/>, does that.</summary>
public static class HostSessions
{
    /// <exception cref="DeployException">A connection setting is not what it should be.</exception>
    public static IHostSession Create(string host, Settings settings, ConnectionFactory connections)
    {
        var connection = ConnectionSettings.From(host, settings);
        return new HostSession(connections.Create(connection), connection);
    }

    /// <summary>For <c>run_locally</c>: the same shell, time-outs and kills, here.</summary>
    public static IHostSession OnThisMachine() =>
        new HostSession(new LocalConnection(), new ConnectionSettings("this machine", "localhost"));
}
