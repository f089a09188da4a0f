using System.Collections.Immutable;
using DeployTasks.Recipes;

namespace DeployTasks.Planning;

/// <summary>Puts the steps of invoked tasks into the steps that invoke them: a worker never needs the recipe.</summary>
internal sealed class Invocations(Recipe recipe, Mistakes mistakes)
{
    private const int MostSteps = 50_000;
    private const int DeepestChain = 100;

    private readonly Chain _chain = new();
    private readonly Dictionary<string, TaskDefinition> _filled = [];
    private int _steps;

    public TaskDefinition Fill(TaskDefinition task)
    {
        if (!_filled.TryGetValue(task.Name, out var filled))
            _filled[task.Name] = filled = task.IsGroup ? task : task with { Steps = StepsOf(task) };
        return filled;
    }

    private ImmutableArray<Step> StepsOf(TaskDefinition task)
    {
        using var _ = _chain.Enter(task.Name, "");
        return task.IsGroup
            ? [.. task.Group.SelectMany(member => StepsOf(member, task.Place))]
            : [.. task.Steps.Select(step => step is InvokeStep invoke ? Fill(invoke, task) : step)];
    }

    private InvokeStep Fill(InvokeStep invoke, TaskDefinition invoker)
    {
        // One that replaces a built-in task is invoked by built-in steps, which nobody can change.
        if (!invoker.BuiltIn && recipe.Tasks.GetValueOrDefault(invoke.Task) is { } task
            && (task.Once || task.OncePerNode || task.Select is not null || task.Limit is not null))
            mistakes.Add(Errors.InvokedIsNarrow(task.Name).At(invoke.Place));
        return invoke with { Steps = StepsOf(invoke.Task, invoke.Place) };
    }

    private ImmutableArray<Step> StepsOf(string name, Place mentioned)
    {
        if (_chain.Circle(name) is { } circle)
            mistakes.Add(circle, mentioned);
        else if (!recipe.Tasks.TryGetValue(name, out var task))
            mistakes.Add(Errors.UnknownTask(name, "", recipe.Tasks.Values).At(mentioned));
        else if (_chain.Length == DeepestChain || (_steps += task.Steps.Length) > MostSteps)
            mistakes.Add(Errors.PlanTooLarge(MostSteps, DeepestChain));
        else
            return StepsOf(task);
        return [];
    }
}
