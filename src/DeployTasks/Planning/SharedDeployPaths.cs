using DeployTasks.Recipes;

namespace DeployTasks.Planning;

/// <summary>
/// Two aliases of one machine must not deploy to one folder: they would write the same release at the same time. What
/// names alone do not show, the lock on the host finds.
/// </summary>
internal static class SharedDeployPaths
{
    public static IEnumerable<Error> Of(Plan plan)
    {
        var locking = plan.InOrder
            .Where(task => Locking.StepsOf(task.Definition).Any()).SelectMany(task => task.Hosts).ToHashSet();
        return Of(plan.Hosts.Where(host => locking.Contains(host.Alias)));
    }

    public static IEnumerable<Error> Of(IEnumerable<PlannedHost> hosts) =>
        from host in hosts
        let folder = FolderOf(host)
        where folder is not null
        group host.Alias by folder into aliases
        where aliases.Count() > 1
        select Errors.SameDeployPath([.. aliases], aliases.Key.Path, aliases.Key.Node);

    private static Folder? FolderOf(PlannedHost host)
    {
        try
        {
            var settings = new Settings(host.Settings);
            return settings.TextOr("deploy_path", null) is not { } path ? null
                : settings.TextOr("connection", null) == "local" ? new Folder("this machine", "", path.TrimEnd('/'))
                : new Folder(host.Node, settings.TextOr("port", "")!, path.TrimEnd('/'));
        }
        catch (DeployException)
        {
            // It depends on a setting that only a task will set.
            return null;
        }
    }

    private sealed record Folder(string Node, string Port, string Path);
}
