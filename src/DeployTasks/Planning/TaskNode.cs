using System.Collections.Immutable;
using DeployTasks.Recipes;

namespace DeployTasks.Planning;

/// <summary>A task where it stands in a run, with its hooks and, when it is a group, its members.</summary>
/// <param name="Id">Of this place: a task may stand in a run more than once.</param>
internal sealed record TaskNode(TaskDefinition Definition, string Origin, int Id)
{
    public ImmutableArray<TaskNode> Before { get; init; } = [];
    public ImmutableArray<TaskNode> Members { get; init; } = [];
    public ImmutableArray<TaskNode> After { get; init; } = [];

    public string Name => Definition.Name;

    public IEnumerable<TaskNode> Children => [.. Before, .. Members, .. After];
}
