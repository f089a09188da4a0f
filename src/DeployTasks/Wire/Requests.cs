using System.Collections.Immutable;
using DeployTasks.Prompts;
using DeployTasks.Recipes;

namespace DeployTasks.Wire;

/// <summary><c>POST /load</c>: the settings of the worker's own host.</summary>
public sealed record LoadRequest(string Host);

public sealed record LoadResponse(ImmutableSortedDictionary<string, Value> Settings);

/// <summary><c>POST /save</c>: only what the task changed; answered by an empty object.</summary>
/// <param name="Shared">Settings for every host, not only this one.</param>
public sealed record SaveRequest(
    string Host,
    ImmutableSortedDictionary<string, Value> Changed,
    ImmutableSortedDictionary<string, Value> Shared)
{
    /// <summary>Secrets of a step, by name: no settings, and yet nobody may show them from now on.</summary>
    public ImmutableSortedDictionary<string, Value> Hidden { get; init; } = ImmutableSortedDictionary<string, Value>.Empty;
}

/// <summary><c>POST /proxy</c>: one of the four prompt functions.</summary>
/// <param name="Function">ask, askChoice, askConfirmation or askHiddenResponse.</param>
public sealed record ProxyRequest(string Host, string Function, Question Arguments);

public sealed record ProxyResponse(string Answer);

/// <summary>The body of every answer that is not 200.</summary>
public sealed record Refusal(string Error)
{
    /// <summary>Why the run is being ended, when that is the reason.</summary>
    public ExitCode? Ending { get; init; }
}
