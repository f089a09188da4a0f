using System.Collections.Immutable;
using DeployTasks.Recipes;

namespace DeployTasks.Planning;

/// <summary>Grows a task with all that comes with it; notes unknown names and circles, and goes on.</summary>
internal sealed class TaskTree(Recipe recipe, bool noHooks, Mistakes mistakes)
{
    // A group of groups doubles with every level: both bounds are far beyond any real recipe.
    private const int MostNodes = 10_000;
    private const int DeepestChain = 100;

    private readonly Chain _chain = new();
    private readonly Invocations _invocations = new(recipe, mistakes);
    private int _nodes;

    public ImmutableArray<TaskNode> Grow(IEnumerable<string> names, string origin, Place? mentioned) =>
        [.. names.Select(name => Grow(name, origin, mentioned)).OfType<TaskNode>()];

    public ImmutableArray<TaskNode> Hooks(
        ImmutableSortedDictionary<string, ImmutableList<string>> hooks, TaskDefinition task, string when) =>
        hooks.TryGetValue(task.Name, out var names)
            ? Grow(names, $"{when} {task.Name}", task.BuiltIn ? new Place(recipe.File) : task.Place)
            : [];

    private TaskNode? Grow(string name, string origin, Place? mentioned)
    {
        if (_chain.Circle(name) is { } circle)
            mistakes.Add(circle, mentioned);
        else if (_chain.Length == DeepestChain || ++_nodes > MostNodes)
            mistakes.Add(Errors.PlanTooLarge(MostNodes, DeepestChain));
        else if (!recipe.Tasks.TryGetValue(name, out var task))
            mistakes.Add(Errors.UnknownTask(name, origin, recipe.Tasks.Values).At(mentioned));
        else
            return Grow(task, origin);
        return null;
    }

    private TaskNode Grow(TaskDefinition task, string origin)
    {
        using var _ = _chain.Enter(task.Name, origin);
        return new TaskNode(_invocations.Fill(task), origin, _nodes)
        {
            Before = noHooks ? [] : Hooks(recipe.Before, task, "before"),
            Members = Grow(task.Group, origin, task.Place),
            After = noHooks ? [] : Hooks(recipe.After, task, "after"),
        };
    }
}
