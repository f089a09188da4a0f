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
        await using var identity = await SshIdentity.PrepareAsync(SshSecrets.FromEnvironment(), cancel, Transports.Agent);
        var connections = hosts.Select(host => ConnectionSettings.From(host.Alias, new Settings(host.Settings)) with { RunFolder = identity.Folder })
            .Where(connection => connection.Kind == ConnectionKind.Ssh).ToArray();
        var scans = await Task.WhenAll(connections.Select(connection => HostKeyScan.RunAsync(connection, Transports.Scan, cancel)));
        foreach (var line in scans.SelectMany(scan => scan.Lines).Distinct())
            here.Out.WriteLine(line);
        var errors = connections.Zip(scans, (connection, scan) => scan.Silent is { } silent ? Errors.NoHostKey(connection.Host, silent) : null)
            .OfType<Error>().ToArray();
        return errors.Length == 0 ? (int)ExitCode.Done : throw new DeployException(errors);
    }
}
