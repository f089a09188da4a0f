using System.Collections.Immutable;
using DeployTasks.Recipes;

namespace DeployTasks.Planning;

/// <summary>
/// What a task and the groups around it ask of its hosts. Built anew for every place a task stands in, so that one
/// group's narrowing never shows in another group that uses the same task.
/// </summary>
internal sealed record Scope
{
    public static readonly Scope Open = new();

    public ImmutableArray<Selector> Selectors { get; init; } = [];
    public int? Limit { get; init; }
    public bool Once { get; init; }
    public bool OncePerNode { get; init; }
    public bool Rolling { get; init; }

    public Scope Inside(TaskDefinition task) => new()
    {
        Selectors = task.Select is null ? Selectors : [.. Selectors, Selector.Parse(task.Select, task.Place)],
        Limit = Smaller(Limit, task.Limit),
        Once = Once || task.Once,
        OncePerNode = OncePerNode || task.OncePerNode,
        Rolling = Rolling || task.Rolling,
    };

    /// <summary>
    /// What reaches the hooks of a task: not its own narrowing, but its rolling, or a hook would tear a block of
    /// rolling tasks apart. The hooks of a group stand before and behind the whole group.
    /// </summary>
    public Scope Beside(TaskDefinition task) => this with { Rolling = Rolling || (task.Rolling && !task.IsGroup) };

    public ImmutableArray<PlannedHost> Admit(IEnumerable<PlannedHost> hosts) => [.. Seats(hosts).Select(seat => seat.First())];

    /// <summary>For every host that is admitted those of which any would do, itself first.</summary>
    public IEnumerable<IGrouping<string, PlannedHost>> Seats(IEnumerable<PlannedHost> hosts) => hosts
        .Where(host => Selectors.All(selector => selector.Matches(host.Definition)))
        .GroupBy(host => Once ? "" : OncePerNode ? host.Node : host.Alias);

    public static int? Smaller(int? one, int? other) => other < one ? other : one ?? other;
}
