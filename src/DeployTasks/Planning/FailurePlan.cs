using System.Collections.Immutable;
using DeployTasks.Recipes;

namespace DeployTasks.Planning;

/// <summary>
/// The <c>fail</c> hooks of what was asked for and of everything inside it, planned beforehand so that a typo is
/// found on a good day. Innermost first: a backup is restored before the lock is given back.
/// </summary>
internal sealed class FailurePlan(Recipe recipe, TaskTree tree)
{
    private readonly List<(Row Row, ImmutableArray<Cause> FailureOf)> _rows = [];

    public void Add(TaskNode asked) => Visit(asked);

    public ImmutableArray<PlannedTask> On(Blocks hosts)
    {
        var planned = new List<PlannedTask>();
        foreach (var (row, failureOf) in _rows)
        {
            var task = hosts.PlanWithSeats(row);
            // Once after every failure, where the failure first wants it: another one may want it later in its own course.
            var known = planned.Where(other => other.Name == task.Name && other.Hosts.SequenceEqual(task.Hosts));
            ImmutableArray<Cause> others = [.. failureOf.Except(known.SelectMany(other => other.FailureOf))];
            if (others.Length > 0)
                planned.Add(task with { FailureOf = others });
        }
        return [.. planned];
    }

    /// <summary>The tasks with steps inside a node, its hooks included: what can fail there.</summary>
    private ImmutableArray<Cause> Visit(TaskNode node)
    {
        ImmutableArray<Cause> inside = [.. node.Children.SelectMany(child => Visit(child))];
        if (!node.Definition.IsGroup)
            inside = inside.Add(new Cause(node.Name, node.Id));
        foreach (var hook in tree.Hooks(recipe.Fail, node.Definition, "fail").SelectMany(Row.Of))
            _rows.Add((hook, inside));
        return inside;
    }
}
