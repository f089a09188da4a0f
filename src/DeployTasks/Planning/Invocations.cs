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
            : [.. task.Steps.Select(Fill)];
    }

    private Step Fill(Step step) =>
        step is InvokeStep invoke ? invoke with { Steps = StepsOf(invoke.Task, invoke.Place) } : step;

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
