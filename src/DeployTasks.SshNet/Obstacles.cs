using DeployTasks.Connections;
using DeployTasks.Connections.Config;

namespace DeployTasks.SshNet;

/// <summary>What only the OpenSSH client can do is refused by its name and never left out in silence.</summary>
internal static class Obstacles
{
    private static readonly string[] Unsupported = ["proxycommand", "certificatefile", "pkcs11provider", "revokedhostkeys"];

    /// <exception cref="ConnectionFailedException">There is one on the way.</exception>
    public static Route EnsureNone(Route route)
    {
        var obstacle = route.Settings.ForwardAgent ? "forward_agent"
            : InlineSockets.AreOn && route.Stops.Count > 1 ? "proxyjump that changes during the run"
            : Array.Find(Unsupported, keyword => route.Stops.Any(stop => stop.Config.Find(keyword) is not null));
        return obstacle is null ? route : throw new ConnectionFailedException(Errors.OnlyOpenSsh(route.Settings.Host, obstacle));
    }
}
