using DeployTasks.Planning;

namespace DeployTasks.Tests.Planning;

/// <summary>A plan in words, so that a rule and its outcome fit on one line.</summary>
internal static class PlanText
{
    /// <summary>Names in the order they run.</summary>
    public static string Order(this Plan plan) => string.Join(' ', plan.Planned().Select(task => task.Name));

    /// <summary>The hosts of a task, over all batches.</summary>
    public static string HostsOf(this Plan plan, string task) =>
        string.Join(' ', plan.Planned().Where(planned => planned.Name == task).SelectMany(planned => planned.Hosts));

    /// <summary>Every batch in brackets: <c>[build: a b] [switch: a] [switch: b]</c>.</summary>
    public static string Batches(this Plan plan) => string.Join(' ', plan.Blocks.SelectMany(block => block.Batches)
        .Select(batch => $"[{string.Join(", ", batch.Tasks.Select(task => $"{task.Name}: {string.Join(' ', task.Hosts)}"))}]"));

    public static string Hosts(this Plan plan) => string.Join(' ', plan.Hosts.Select(host => host.Alias));

    public static PlannedTask Find(this Plan plan, string task) => plan.Planned().First(planned => planned.Name == task);

    public static string AfterFailure(this Plan plan, string task) =>
        string.Join(' ', plan.AfterFailureOf(task).Select(planned => planned.Name));

    /// <param name="origin">Where the task stands; null: where it does first.</param>
    public static IEnumerable<PlannedTask> AfterFailureOf(this Plan plan, string task, string? origin = null) =>
        plan.AfterFailureOf(plan.Planned().First(planned => planned.Name == task && (origin ?? planned.Origin) == planned.Origin));

    public static IReadOnlyList<Error> Mistakes(Func<Plan> create) => Assert.Throws<DeployException>(create).Errors;

    public static Error Mistake(Func<Plan> create) => Assert.Single(Mistakes(create));

    private static IEnumerable<PlannedTask> Planned(this Plan plan) =>
        plan.Blocks.SelectMany(block => block.Batches).SelectMany(batch => batch.Tasks);
}
