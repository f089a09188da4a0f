using System.Collections.Immutable;

namespace DeployTasks.Events;

/// <summary>
/// Everything that happens, as data. Workers write these on stdout, one JSON object a line; the master merges them with
/// its own into one stream with one reader; <c>--output json</c> prints the same vocabulary.
/// </summary>
public abstract record Event
{
    /// <summary>Time since the run began.</summary>
    public TimeSpan At { get; init; }
}

/// <param name="Run">Id of the run, also the owner of its locks.</param>
public sealed record RunStarted(string Run, ImmutableArray<string> Tasks, ImmutableArray<string> Hosts) : Event;

/// <summary>The first thing a worker says; the master ends one that is not of its own build.</summary>
/// <param name="Version"><c>WireVersion.Own</c> of the worker.</param>
public sealed record WorkerStarted(string Host, string Version) : Event;

/// <summary>A worker says it every <c>WireVersion.Heartbeat</c>, whatever it is doing. Ends in the master.</summary>
public sealed record Alive(string Host) : Event;

public sealed record HostConnected(string Host, TimeSpan Took) : Event;

public sealed record TaskStarted(string Task, ImmutableArray<string> Hosts) : Event;

/// <param name="Step">Position in the task, from 1.</param>
/// <param name="Title">What a person calls it: the first line of the command, <c>upload web</c> …; secrets masked.</param>
public sealed record StepStarted(string Host, string Task, int Step, string Title) : Event;

public enum OutputStream { Out, Error }

/// <summary>Bytes as the host sent them: any value, cut anywhere, even inside a character.</summary>
public sealed record Output(string Host, OutputStream Stream, ReadOnlyMemory<byte> Bytes) : Event;

/// <summary>A line of output as it may be shown; front ends get it in place of <see cref="Output"/>.</summary>
/// <param name="Text">Decoded, masked, neutralised, without control characters but colour and its line break.</param>
public sealed record Line(string Host, OutputStream Stream, string Text) : Event;

/// <param name="Total">In the unit of <paramref name="Done"/> (bytes); 0 when unknown.</param>
public sealed record Progress(string Host, string What, long Done, long Total) : Event;

public enum SaidLevel { Debug, Info, Warning }

/// <summary>A line of our own; <paramref name="Host"/> is null when the master speaks.</summary>
public sealed record Said(string? Host, SaidLevel Level, string Text) : Event;

/// <param name="Exit">Exit code of the command; null when there was no command or it did not end by itself.</param>
public sealed record StepEnded(string Host, string Task, int Step, Outcome Outcome, int? Exit, TimeSpan Took) : Event
{
    /// <summary>Which signal the exit code would come from, if it is not the command's own.</summary>
    public string? Signal { get; init; }

    public bool Skipped { get; init; }
}

/// <summary>The worker's own word on an assignment. Without it a task has not succeeded.</summary>
/// <param name="Assignment">Number of the assignment it answers.</param>
public sealed record HostTaskEnded(string Host, string Task, int Assignment, Outcome Outcome, TimeSpan Took) : Event;

/// <summary>The barrier: every host has ended the task.</summary>
public sealed record TaskEnded(string Task, TimeSpan Took) : Event;

/// <summary>The answer itself is not part of the event.</summary>
/// <param name="Source">Where it came from, such as <c>DEPLOY_ANSWER_BRANCH</c>, <c>default</c> or <c>terminal</c>.</param>
public sealed record QuestionAnswered(string Host, string Key, string Source) : Event;

/// <summary>A worker died, hung, answered garbage or never started.</summary>
public sealed record HostLost(string Host, Error Error) : Event;

/// <summary>The last word on a host.</summary>
public sealed record HostEnded(string Host, Outcome Outcome, TimeSpan Took) : Event
{
    /// <summary>Settings worth reporting: <c>release_name</c>, <c>previous_release</c> …</summary>
    public ImmutableSortedDictionary<string, string> Facts { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

public sealed record RunEnded(ExitCode Exit, TimeSpan Took) : Event
{
    public ImmutableArray<Error> Errors { get; init; } = [];
}
