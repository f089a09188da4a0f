using DeployTasks.Connections.Local;
using DeployTasks.Connections.OpenSsh;

namespace DeployTasks.Connections;

public static class ConnectionFactory
{
    /// <param name="runFolder">The run's <see cref="SshIdentity.Folder"/>; a local connection needs none.</param>
    public static IConnection Create(ConnectionSettings settings, string runFolder) => settings.Kind switch
    {
        ConnectionKind.Local => new LocalConnection(),
        _ => new OpenSshConnection(settings, runFolder),
    };
}
