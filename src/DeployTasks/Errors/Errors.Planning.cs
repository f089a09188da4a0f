using DeployTasks.Recipes;

namespace DeployTasks;

public static partial class Errors
{
    public static Error BadBatch(string written) =>
        new("DT1020", ExitCode.Usage, $"--batch {written} is neither a number of hosts nor a percentage",
            "Give a whole number from 1, or 1% to 100%");

    public static Error BadShard(int index, int count) =>
        new("DT1020", ExitCode.Usage, $"--shard {index}/{count} does not exist", "Count from 1: --shard 1/3, 2/3, 3/3");

    public static Error NoHostMatches(string selector, IReadOnlyCollection<HostDefinition> hosts) =>
        new("DT1021", ExitCode.Usage, $"No host matches '{selector}'", $"There is: {Names(hosts)}");

    public static Error NoSuchHost(string alias, IReadOnlyCollection<HostDefinition> hosts) =>
        new("DT1021", ExitCode.Usage, $"No host is named '{alias}'", MeantOrThereIs(alias, hosts.Select(host => host.Alias), hosts));

    public static Error NoSuchLabel(string label, IReadOnlyCollection<HostDefinition> hosts) =>
        new("DT1021", ExitCode.Usage, $"No host has the label '{label}'", MeantOrThereIs(label, hosts.SelectMany(host => host.Labels.Keys), hosts));

    public static Error NoHosts(string recipe) =>
        new("DT1050", ExitCode.Usage, "The recipe has no hosts",
            "Add one under hosts:, or choose an environment that has some with -e")
        {
            Place = new Place(recipe),
        };

    /// <param name="origin">Who names it, such as <c>before deploy</c>; empty when it was asked for.</param>
    public static Error UnknownTask(string name, string origin, IEnumerable<TaskDefinition> tasks) =>
        new("DT1051", ExitCode.Usage,
            origin.Length == 0 ? $"There is no task '{name}'" : $"There is no task '{name}', named by {origin}",
            Instead(name, tasks.Where(task => !task.Hidden).Select(task => task.Name)));

    public static Error CircularTasks(string circle) =>
        new("DT1052", ExitCode.Usage, $"Tasks run in a circle: {circle}",
            "Take one of these out of its group, hook or invoke");

    public static Error StartFromIsNotInTheList(string name, IEnumerable<string> list) =>
        new("DT1053", ExitCode.Usage, $"Task '{name}' exists and is not among the tasks of this run",
            $"--start-from takes one of: {Listed([.. list.Distinct()])}");

    public static Error NothingToRun(IEnumerable<string> tasks, IEnumerable<string> hosts) =>
        new("DT1054", ExitCode.Usage,
            $"Nothing of {string.Join(", ", tasks)} would run on {Listed([.. hosts])}: the selectors of the tasks exclude them",
            "Choose other hosts with --select, or change the select of the tasks");

    public static Error PlanTooLarge(int tasks, int depth) =>
        new("DT1055", ExitCode.Usage, $"The run grows beyond {tasks} entries or {depth} levels",
            "Look for groups, hooks or invokes that multiply each other");

    public static Error EmptyShard(int index, int count, int hosts) =>
        new("DT1056", ExitCode.Usage, $"Shard {index} of {count} has no host: {hosts} selected",
            $"Use at most {hosts} shards");

    public static Error BadOption(string written) =>
        new("DT1057", ExitCode.Usage, $"-o {written} sets nothing", "Write -o key=value");

    public static Error SameDeployPath(IReadOnlyList<string> aliases, string path, string node) =>
        new("DT1058", ExitCode.Usage, $"{string.Join(" and ", aliases)} are the same folder, {path} on {node}",
            $"Choose one of them, such as --select {aliases[0]}, or give each a deploy_path of its own");

    public static Error InvokedIsNarrow(string task) =>
        new("DT1059", ExitCode.Usage, $"'{task}' says on which hosts it runs (once, once_per_node, select, limit), which invoke does not heed",
            "Name it in a group or a hook, or move its steps into a task without that");

    private static string MeantOrThereIs(string name, IEnumerable<string> known, IReadOnlyCollection<HostDefinition> hosts) =>
        DidYouMean.Hint(name, known) is { Length: > 0 } hint ? hint.TrimEnd() : $"There is: {Names(hosts)}";

    private static string Names(IReadOnlyCollection<HostDefinition> hosts)
    {
        var labels = hosts.SelectMany(host => host.Labels)
            .GroupBy(label => label.Key, label => label.Value)
            .OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => $"{label.Key}={string.Join('|', label.SelectMany(values => values).Distinct())}");
        return Listed([.. hosts.Select(host => host.Alias), .. labels]);
    }

    private static string Instead(string name, IEnumerable<string> known)
    {
        var names = known.Distinct().ToArray();
        return DidYouMean.Hint(name, names) is { Length: > 0 } hint ? hint.TrimEnd()
            : names.Length == 0 ? "There is none" : $"There is: {Listed(names)}";
    }

    private static string Listed(IReadOnlyCollection<string> names)
    {
        const int most = 20;
        var shown = string.Join(", ", names.Take(most));
        return names.Count > most ? $"{shown} and {names.Count - most} more" : shown;
    }
}
