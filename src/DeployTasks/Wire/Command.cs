using System.Collections.Immutable;
using DeployTasks.Recipes;

namespace DeployTasks.Wire;

/// <summary>Master to worker, down its stdin, one JSON object a line. End of file means: stop now.</summary>
public abstract record Command;

/// <summary>
/// Load the host's settings and open its connection; answered by <c>HostConnected</c>, or by <c>HostTaskEnded</c> of
/// <see cref="TaskName"/> and assignment 0 with the failure.
/// </summary>
public sealed record Connect : Command
{
    public const string TaskName = "connect";

    /// <summary>It is known that no jump host stands on the way.</summary>
    public bool IsDirect { get; init; }
}

/// <param name="Number">Counts up from 1 for each worker; <c>HostTaskEnded</c> repeats it.</param>
public sealed record Assignment(int Number, string Task, ImmutableArray<Step> Steps) : Command
{
    /// <summary>What the worker loaded last is still so; else it loads anew before it begins.</summary>
    public bool IsUpToDate { get; init; }
}

/// <summary>A detached script of this host has called home: look at its status file now.</summary>
public sealed record ScriptCalled(string Script) : Command;

/// <summary>End the running step (TERM, then KILL) and report the assignment as cancelled; more may follow.</summary>
public sealed record Cancel(ExitCode Exit) : Command;
