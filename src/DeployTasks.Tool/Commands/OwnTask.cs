using System.Collections.Immutable;
using DeployTasks.Planning;
using DeployTasks.Recipes;

namespace DeployTasks.Tool.Commands;

/// <summary>A task that no recipe holds, planned like any other: there is one way to run things.</summary>
internal static class OwnTask
{
    public static Recipe In(Recipe recipe, string name, params ImmutableArray<Step> steps) => recipe with
    {
        Tasks = recipe.Tasks.SetItem(name, new TaskDefinition(name, new Place(recipe.File)) { Steps = steps }),
    };

    /// <summary>The hosts a request selects, with their settings; nothing is going to run on them.</summary>
    public static ImmutableArray<PlannedHost> HostsOf(Recipe recipe, PlanRequest request) =>
        Planner.Create(In(recipe, request.Tasks.Single()), request).Hosts;
}
