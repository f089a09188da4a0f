using System.Net.Sockets;
using DeployTasks.Connections;
using DeployTasks.Connections.Config;
using DeployTasks.SshNet.Keys;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace DeployTasks.SshNet.Trust;

/// <summary>The keys a host claims: a handshake is begun for each kind and ended when the key is there.</summary>
public static class HostKeyScanner
{
    /// <returns>Lines for known_hosts; empty when the host did not answer.</returns>
    /// <exception cref="DeployException">It cannot be reached by this transport.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(ConnectionSettings settings, CancellationToken cancel)
    {
        var route = RouteTo(settings);
        var lines = new List<string>();
        foreach (var kind in Algorithms.HostKeyKinds)
        {
            if (await AskAsync(route, kind, cancel) is { } key)
            {
                lines.Add($"{KnownHosts.Name(route.Host, route.Port)} {new WireReader(key).Text()} {Convert.ToBase64String(key)}");
            }
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static Route RouteTo(ConnectionSettings settings)
    {
        try
        {
            return Obstacles.EnsureNone(Route.To(settings));
        }
        catch (ConnectionFailedException problem)
        {
            throw new DeployException(problem.Fault.Error);
        }
    }

    private static async Task<byte[]?> AskAsync(Route route, IEnumerable<string> kind, CancellationToken cancel)
    {
        var info = new ConnectionInfo(route.Host, route.Port, route.User, new NoneAuthenticationMethod(route.User));
        Algorithms.ChooseOnly(info, kind);
        using var client = new SshClient(info);
        byte[]? key = null;
        client.HostKeyReceived += (_, shown) => (key, shown.CanTrust) = (shown.HostKey, false);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(info.Timeout = route.Settings.ConnectTimeout);
        try
        {
            await client.ConnectAsync(deadline.Token);
        }
        catch (Exception e) when (e is SshException or SocketException or IOException or OperationCanceledException)
        {
            // Every end is one of these, the good one too: nobody logs in.
            cancel.ThrowIfCancellationRequested();
        }

        return key;
    }
}
