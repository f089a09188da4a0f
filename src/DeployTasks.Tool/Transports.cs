using DeployTasks.Connections;
using DeployTasks.Connections.OpenSsh;

namespace DeployTasks.Tool;

/// <summary>What is built in only where the feed had SSH.NET (design §6); null elsewhere.</summary>
internal static class Transports
{
#if WITH_SSHNET
    public static OpenConnection? SshNet => DeployTasks.SshNet.SshNetConnection.Create;

    public static StartAgent? Agent => DeployTasks.SshNet.Keys.OwnAgent.Start;

    public static ScanHostKeys? Scan => DeployTasks.SshNet.Trust.HostKeyScanner.RunAsync;
#else
    public static OpenConnection? SshNet => null;

    public static StartAgent? Agent => null;

    public static ScanHostKeys? Scan => null;
#endif
}
