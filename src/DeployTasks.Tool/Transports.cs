using DeployTasks.Connections;

namespace DeployTasks.Tool;

/// <summary>The transports that are built in only where the feed had what they need (design §6).</summary>
internal static class Transports
{
#if WITH_SSHNET
    public static OpenConnection? SshNet => DeployTasks.SshNet.SshNetConnection.Create;
#else
    public static OpenConnection? SshNet => null;
#endif
}
