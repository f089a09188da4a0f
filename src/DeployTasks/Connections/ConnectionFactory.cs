using DeployTasks.Connections.Local;
using DeployTasks.Connections.OpenSsh;

namespace DeployTasks.Connections;

/// <summary>Opens a connection of a transport that not every build has (design §6).</summary>
public delegate IConnection OpenConnection(ConnectionSettings settings, AskSecret ask);

/// <summary>Asks for a password or a code; null when nobody is there to answer.</summary>
/// <param name="key">Names the answer, as with prompts.</param>
/// <exception cref="DeployException">Why there is no answer.</exception>
public delegate string? AskSecret(string key, string text);

/// <param name="sshNet">Null where this build has no SSH.NET.</param>
/// <param name="ask">Null: nobody is there to ask.</param>
public sealed class ConnectionFactory(OpenConnection? sshNet = null, AskSecret? ask = null)
{
    /// <exception cref="DeployException">The transport asked for is not in this build.</exception>
    public IConnection Create(ConnectionSettings settings) => settings switch
    {
        { Kind: ConnectionKind.Local } => new LocalConnection(),
        { Transport: Transport.OpenSsh } => new OpenSshConnection(settings),
        { Transport: Transport.Auto } when sshNet is null || SshClient.CanMultiplex => new OpenSshConnection(settings),
        _ when sshNet is not null => sshNet(settings, ask ?? ((_, _) => null)),
        _ => throw new DeployException(Errors.NoSshNet(settings.Host)),
    };
}
