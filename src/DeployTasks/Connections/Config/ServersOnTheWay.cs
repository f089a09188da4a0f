using DeployTasks.Recipes;

namespace DeployTasks.Connections.Config;

/// <summary>The servers that a login passes, jump hosts included: each of them counts the logins that are not through yet.</summary>
public static class ServersOnTheWay
{
    /// <returns>A name for each, the host itself last; none for this machine, and none where something cannot be read: the worker will complain.</returns>
    public static IReadOnlyList<string> To(string host, Settings settings)
    {
        try
        {
            var connection = ConnectionSettings.From(host, settings);
            return connection.Kind == ConnectionKind.Local ? [] : Of(Route.To(connection));
        }
        catch (Exception e) when (e is DeployException or ConnectionFailedException)
        {
            return [];
        }
    }

    // Where a proxy command leads nobody knows, but hosts that share it share what it leads to.
    private static IReadOnlyList<string> Of(Route route) =>
        [.. route.Stops.Select(stop => stop.Config.Find("proxycommand") ?? $"{stop.Host}:{stop.Port}")];
}
