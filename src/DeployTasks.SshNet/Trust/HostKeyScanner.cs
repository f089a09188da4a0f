using System.Net.Sockets;
using DeployTasks.Connections;
using DeployTasks.Connections.Config;
using DeployTasks.Connections.OpenSsh;
using DeployTasks.SshNet.Keys;
using Renci.SshNet;
using Renci.SshNet.Common;
using SshClient = Renci.SshNet.SshClient;

namespace DeployTasks.SshNet.Trust;

/// <summary>The keys a host claims: a handshake is begun for each kind and ended when the key is there.</summary>
public static class HostKeyScanner
{
    /// <exception cref="DeployException">It cannot be reached by this transport.</exception>
    public static async Task<ShownKeys> RunAsync(ConnectionSettings settings, CancellationToken cancel)
    {
        var route = RouteTo(settings);
        var lines = new List<string>();
        foreach (var kind in Algorithms.HostKeyKinds)
        {
            if (await AskAsync(route, kind, cancel) is { } key)
            {
                lines.Add($"{route.KnownName} {new WireReader(key).Text()} {Convert.ToBase64String(key)}");
            }
        }

        lines.Sort(StringComparer.Ordinal);
        return new ShownKeys(lines, lines.Count == 0 ? route.Host : null);
    }

    private static Route RouteTo(ConnectionSettings settings)
    {
        try
        {
            var route = Obstacles.EnsureNone(Route.To(settings));
            return route.Stops.Count == 1 ? route : throw new DeployException(Errors.OnlyOpenSsh(settings.Host, "Showing keys behind the jump host"));
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
