using DeployTasks.Connections;
using DeployTasks.Connections.OpenSsh;
using DeployTasks.Planning;
using DeployTasks.Recipes;

namespace DeployTasks.Tool.Commands;

/// <summary>Asks each host for its keys. What comes back is a claim: a person compares it before it is pinned.</summary>
internal static class KnownHosts
{
    public static async Task<int> PrintAsync(
        IEnumerable<PlannedHost> hosts, Surroundings here, CancellationToken cancel)
    {
        var connections = hosts.Select(host => ConnectionSettings.From(host.Alias, new Settings(host.Settings)))
            .Where(connection => connection.Kind == ConnectionKind.Ssh).ToArray();
        var scans = await Task.WhenAll(connections.Select(connection => HostKeyScan.RunAsync(connection, Transports.Scan, cancel)));
        foreach (var line in scans.SelectMany(lines => lines).Distinct())
            here.Out.WriteLine(line);
        var silent = connections.Zip(scans).Where(scan => scan.Second.Count == 0).Select(scan => scan.First).ToArray();
        var errors = silent.Select(connection => Errors.NoHostKey(connection.Host, connection.Hostname)).ToArray();
        return errors.Length == 0 ? (int)ExitCode.Done : throw new DeployException(errors);
    }
}
