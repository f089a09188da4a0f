using System.Collections.Immutable;
using DeployTasks.Recipes;

namespace DeployTasks.Planning;

/// <summary>What the command line adds to a recipe.</summary>
public sealed record PlanRequest
{
    public ImmutableArray<string> Tasks { get; init; } = ["deploy"];

    /// <summary>Selector; null is every host of the recipe.</summary>
    public string? Select { get; init; }

    /// <summary>Hosts at a time for every task, 1 or more; null: as many as the task allows.</summary>
    public int? Limit { get; init; }

    /// <summary><c>N</c> or <c>N%</c> of the hosts in each batch of rolling tasks; null: all at once.</summary>
    public string? Batch { get; init; }

    public string? StartFrom { get; init; }
    public bool NoHooks { get; init; }

    /// <summary><c>-o key=value</c>, as settings of every selected host.</summary>
    public ImmutableSortedDictionary<string, Value> Options { get; init; } = ImmutableSortedDictionary<string, Value>.Empty;

    /// <summary>A stable part of the hosts, 1-based: shard 2 of 3; null: all.</summary>
    public (int Index, int Count)? Shard { get; init; }
}
