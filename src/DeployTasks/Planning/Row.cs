using System.Collections.Immutable;
using DeployTasks.Recipes;

namespace DeployTasks.Planning;

/// <summary>A task with steps in the order of the run, before it is given hosts.</summary>
/// <param name="Groups">The groups it is a member of, outermost first.</param>
internal sealed record Row(TaskNode Node, Scope Scope, ImmutableArray<string> Groups)
{
    public TaskDefinition Definition => Node.Definition;

    public string Name => Node.Name;

    public static IEnumerable<Row> Of(TaskNode node) => Of(node, Scope.Open, []);

    private static IEnumerable<Row> Of(TaskNode node, Scope around, ImmutableArray<string> groups)
    {
        var inside = around.Inside(node.Definition);
        var beside = around.Beside(node.Definition);
        return
        [
            .. node.Before.SelectMany(hook => Of(hook, beside, groups)),
            .. node.Definition.IsGroup
                ? node.Members.SelectMany(member => Of(member, inside, groups.Add(node.Name)))
                : [new Row(node, inside, groups)],
            .. node.After.SelectMany(hook => Of(hook, beside, groups)),
        ];
    }

    public PlannedTask On(IEnumerable<PlannedHost> hosts, int? limit)
    {
        ImmutableArray<PlannedHost> mine = [.. hosts];
        var most = Math.Max(1, mine.Length);
        var least = Scope.Smaller(Scope.Smaller(Scope.Limit, limit), Locking.LimitOf(Definition, mine));
        return new PlannedTask(Definition, [.. mine.Select(host => host.Alias)], Math.Min(most, least ?? most), Node.Origin) { Id = Node.Id };
    }
}
