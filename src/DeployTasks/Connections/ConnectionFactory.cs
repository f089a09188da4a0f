using DeployTasks.Connections.Local;
using DeployTasks.Connections.OpenSsh;

namespace DeployTasks.Connections;

public static class ConnectionFactory
{
    public static IConnection Create(ConnectionSettings settings) => settings.Kind switch
    {
        ConnectionKind.Local => new LocalConnection(),
        _ => new OpenSshConnection(settings),
    };
}
