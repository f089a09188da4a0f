using System.Collections.Immutable;

namespace DeployTasks.Recipes;

/// <summary>A whole recipe: its file, all it imports, and the chosen environment, merged and validated.</summary>
public sealed record Recipe
{
    /// <summary>Absolute path of the file that was asked for.</summary>
    public required string File { get; init; }

    public ImmutableSortedDictionary<string, Value> Config { get; init; } = ImmutableSortedDictionary<string, Value>.Empty;

    /// <summary>In the order they were written; ranges are already expanded.</summary>
    public ImmutableArray<HostDefinition> Hosts { get; init; } = [];

    /// <summary>Own and built-in tasks by name.</summary>
    public ImmutableSortedDictionary<string, TaskDefinition> Tasks { get; init; } =
        ImmutableSortedDictionary<string, TaskDefinition>.Empty;

    /// <summary>Task name to the tasks that run before it, in written order.</summary>
    public ImmutableSortedDictionary<string, ImmutableList<string>> Before { get; init; } =
        ImmutableSortedDictionary<string, ImmutableList<string>>.Empty;

    public ImmutableSortedDictionary<string, ImmutableList<string>> After { get; init; } =
        ImmutableSortedDictionary<string, ImmutableList<string>>.Empty;

    /// <summary>Task name to the tasks that run when it, or anything inside it, has failed.</summary>
    public ImmutableSortedDictionary<string, ImmutableList<string>> Fail { get; init; } =
        ImmutableSortedDictionary<string, ImmutableList<string>>.Empty;

    public Artifact? Artifact { get; init; }

    /// <summary>Variables of the environment that it names and nobody has set, in file order; see <see cref="Unset"/>.</summary>
    public ImmutableArray<Error> Lacking { get; init; } = [];

    /// <summary>What is allowed and seems a slip of the pen.</summary>
    public ImmutableArray<Error> Doubts { get; init; } = [];

    /// <summary>Itself, for who runs its tasks.</summary>
    /// <exception cref="DeployException">All that it lacks.</exception>
    public Recipe WithoutLack() => Lacking.IsEmpty ? this : throw new DeployException(Lacking);
}

/// <summary>What is deployed: a folder or archive on this machine, or a repository cloned on it.</summary>
public sealed record Artifact(Place Place)
{
    /// <summary>Relative to the folder of the file that names it; a template.</summary>
    public string? Path { get; init; }

    /// <summary>Glob patterns left out, relative to the root of the artifact.</summary>
    public ImmutableArray<string> Exclude { get; init; } = [];

    public string? Repository { get; init; }

    /// <summary>Branch, tag or commit; the repository's HEAD when null.</summary>
    public string? Revision { get; init; }

    /// <summary>The folder of the repository that is deployed; all of it when null.</summary>
    public string? SubDirectory { get; init; }
}

/// <summary>One host. Its settings win over the recipe's config of the same name.</summary>
public sealed record HostDefinition(string Alias, Place Place)
{
    /// <summary>Own settings only, connection settings included.</summary>
    public ImmutableSortedDictionary<string, Value> Settings { get; init; } = ImmutableSortedDictionary<string, Value>.Empty;

    /// <summary>Label to its values (numbers and booleans as they were written); a single value is a list of one.</summary>
    public ImmutableSortedDictionary<string, ImmutableList<string>> Labels { get; init; } =
        ImmutableSortedDictionary<string, ImmutableList<string>>.Empty;
}

/// <summary>A task: steps, or a list of tasks, never both.</summary>
public sealed record TaskDefinition(string Name, Place Place)
{
    public string Description { get; init; } = "";

    /// <summary>Runs on the first host that the task's selector admits.</summary>
    public bool Once { get; init; }

    /// <summary>Runs on the first host of every node: label <c>node</c>, else hostname.</summary>
    public bool OncePerNode { get; init; }

    /// <summary>How many hosts run it at a time; null is all of them.</summary>
    public int? Limit { get; init; }

    /// <summary>Selector that narrows the run's hosts; null is all of them.</summary>
    public string? Select { get; init; }

    /// <summary>Runs batch by batch under <c>--batch</c>.</summary>
    public bool Rolling { get; init; }
    public bool Hidden { get; init; }

    /// <summary>Part of the product, not of the recipe file; may be replaced by a task of the same name.</summary>
    public bool BuiltIn { get; init; }

    public ImmutableArray<Step> Steps { get; init; } = [];

    /// <summary>Names of the tasks of a group; empty for a task with steps.</summary>
    public ImmutableArray<string> Group { get; init; } = [];

    public bool IsGroup => !Group.IsEmpty;
}
