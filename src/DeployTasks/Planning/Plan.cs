using System.Collections.Immutable;
using DeployTasks.Recipes;

namespace DeployTasks.Planning;

/// <summary>What a run will do: made by a pure function, printed by <c>plan</c>, carried out by the master.</summary>
/// <param name="Tasks">Names that were asked for.</param>
/// <param name="Hosts">Every selected host, in recipe order.</param>
/// <param name="Blocks">Carried out one after another.</param>
/// <param name="OnFailure">What some failure can bring, innermost first; see <see cref="AfterFailureOf"/>.</param>
public sealed record Plan(
    ImmutableArray<string> Tasks,
    ImmutableArray<PlannedHost> Hosts,
    ImmutableArray<Block> Blocks,
    ImmutableArray<PlannedTask> OnFailure)
{
    /// <summary>Tasks that <c>--start-from</c> left out, for display; empty without it.</summary>
    public ImmutableArray<string> Skipped { get; init; } = [];

    /// <summary>The tasks of all batches as they run, without the failure plan.</summary>
    public IEnumerable<PlannedTask> InOrder => Blocks.SelectMany(block => block.Batches).SelectMany(batch => batch.Tasks);

    /// <summary>The hosts that some task runs on; the others are connected for the failure plan alone, and only then.</summary>
    public IEnumerable<PlannedHost> Busy
    {
        get
        {
            var busy = InOrder.SelectMany(task => task.Hosts).ToHashSet();
            return Hosts.Where(host => busy.Contains(host.Alias));
        }
    }

    /// <summary>What to run, on every host that was reached, when a task failed or was cut short.</summary>
    public IEnumerable<PlannedTask> AfterFailureOf(PlannedTask task) =>
        OnFailure.Where(planned => planned.FailureOf.Any(cause => cause.Id == task.Id));
}

/// <summary>A host with its settings already merged: config, then the host's own, then <c>-o</c>.</summary>
public sealed record PlannedHost(HostDefinition Definition, ImmutableSortedDictionary<string, Value> Settings)
{
    public string Alias => Definition.Alias;

    /// <summary>The machine it is a part of: label <c>node</c>, else the hostname.</summary>
    public string Node => Definition.Labels.GetValueOrDefault("node", []) is [var node, ..]
        ? node
        : new Settings(Settings).TextOr("hostname", Alias.Split('/')[0])!;

    internal static PlannedHost Of(
        Recipe recipe, HostDefinition host, ImmutableSortedDictionary<string, Value> options) =>
        new(host, recipe.Config.SetItems(host.Settings).SetItems(options));
}

/// <summary>Tasks that run on the same batches: one batch of all hosts, or, when rolling, batch after batch.</summary>
public sealed record Block(bool Rolling, ImmutableArray<Batch> Batches);

/// <summary>A barrier stands behind every task: its hosts all end it before the next one starts.</summary>
public sealed record Batch(ImmutableArray<PlannedTask> Tasks);

/// <param name="Hosts">Aliases, in recipe order; may be empty when a selector leaves none.</param>
/// <param name="Limit">How many of them at a time; at least 1.</param>
/// <param name="Origin">Why it is here: <c>before deploy</c>; empty when it was asked for or is part of a group.</param>
public sealed record PlannedTask(TaskDefinition Definition, ImmutableArray<string> Hosts, int Limit, string Origin)
{
    public string Name => Definition.Name;

    /// <summary>Of its place in the run; the same in every batch. A task may stand in more than one, such as two hooks.</summary>
    public int Id { get; init; }

    /// <summary>In the failure plan: the tasks whose failure brings this one. Restoring a backup that was never made
    /// would be worse than the failure.</summary>
    public ImmutableArray<Cause> FailureOf { get; init; } = [];

    /// <summary>In the failure plan: one for each of its hosts.</summary>
    public ImmutableArray<Seat> Seats { get; init; } = [];
}

/// <summary>A host that a task is planned on, and those that do as well when it was not reached: a task that runs once has many.</summary>
public sealed record Seat(ImmutableArray<string> Hosts);

/// <summary>A task at one place of a run.</summary>
public sealed record Cause(string Task, int Id);
