using DeployTasks.Recipes;

namespace DeployTasks.Planning;

/// <summary>What a plan must know of the locks on hosts.</summary>
internal static class Locking
{
    private const string Wait = "lock_wait";

    /// <summary>The steps of a task that take a lock.</summary>
    public static IEnumerable<ReleaseStep> StepsOf(TaskDefinition task) => In(task.Steps);

    /// <summary>It does nothing but give back the lock.</summary>
    public static bool OnlyUnlocks(TaskDefinition task) => !task.Steps.IsEmpty && task.Steps.All(step => step is ReleaseStep { Action: "unlock" });

    /// <summary>
    /// One at a time when locks are waited for: two runs that each hold what the other waits for would wait for ever, but
    /// both take the locks in the order of the recipe. Null when nobody waits.
    /// </summary>
    public static int? LimitOf(TaskDefinition task, IEnumerable<PlannedHost> hosts) =>
        StepsOf(task).Any(step => step.Arguments.ContainsKey(Wait) || hosts.Any(Waits)) ? 1 : null;

    private static bool Waits(PlannedHost host) =>
        new Settings(host.Settings).Find(Wait) is not (null or Text { Template: "0" } or Number { Written: "0" });

    private static IEnumerable<ReleaseStep> In(IEnumerable<Step> steps) => steps.SelectMany(step => step switch
    {
        ReleaseStep { Action: "lock" } release => [release],
        InvokeStep invoke => In(invoke.Steps),
        _ => [],
    });
}
