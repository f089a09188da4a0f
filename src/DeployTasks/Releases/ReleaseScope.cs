using DeployTasks.Connections;
using DeployTasks.Recipes;

namespace DeployTasks.Releases;

/// <summary>What the action of a release step works with; made by the worker for every step.</summary>
/// <param name="Alias">The host's name in the recipe.</param>
public sealed record ReleaseScope(string Alias, IHostSession Host, Settings Settings)
{
    /// <summary>User to become on the host; null is the login user.</summary>
    public string? As { get; init; }

    /// <summary>Null: none.</summary>
    public TimeSpan? Timeout { get; init; }
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Changes a setting of this host, or of every host.</summary>
    public required SetSetting Set { get; init; }

    /// <summary>A line of ours for people.</summary>
    public required Action<string> Inform { get; init; }
    public required Action<string> Warn { get; init; }

    /// <summary>Facts for machines, one JSON object a line, as the output of the step.</summary>
    public required Action<string> Print { get; init; }

    /// <summary>Bytes sent, and of how many.</summary>
    public required Action<long, long> Progress { get; init; }
}

public delegate void SetSetting(string name, Value value, bool share = false);
