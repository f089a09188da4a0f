using System.Collections.Immutable;
using DeployTasks.Planning;
using DeployTasks.Recipes;

namespace DeployTasks.Tool.Commands;

/// <summary>A task that no recipe holds, planned like any other: there is one way to run things.</summary>
internal static class OwnTask
{
    /// <param name="request">Its only task gives the task its name.</param>
    public static Plan Plan(Recipe recipe, PlanRequest request, params ImmutableArray<Step> steps)
    {
        var name = request.Tasks.Single();
        var task = new TaskDefinition(name, new Place(recipe.File)) { Steps = steps };
        return Planner.Create(recipe with { Tasks = recipe.Tasks.SetItem(name, task) }, request with { NoHooks = true });
    }
}
