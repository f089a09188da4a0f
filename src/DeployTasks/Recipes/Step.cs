using System.Collections.Immutable;

namespace DeployTasks.Recipes;

/// <summary>One thing to do on one host. All texts are templates, expanded by the worker just before the step.</summary>
public abstract record Step(Place Place)
{
    /// <summary>Condition; the step is skipped when it does not hold.</summary>
    public string? If { get; init; }

    /// <summary>Folder on the host (or on this machine for a local step) to run in.</summary>
    public string? Cwd { get; init; }

    public ImmutableSortedDictionary<string, string> Env { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Like <see cref="Env"/>, but the values are masked everywhere and never stand in a command line.</summary>
    public ImmutableSortedDictionary<string, string> Secrets { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Null: the setting <c>default_timeout</c>. Zero: none.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The longest silence that is borne; null or zero: any.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>A failure is shown and the task goes on.</summary>
    public bool AllowFailure { get; init; }

    /// <summary>User to become (<c>sudo -n -H -u</c>); null: the setting <c>become</c>, else the login user.</summary>
    public string? As { get; init; }
}

/// <summary>A shell command on the host, or (<c>run_locally</c>) on the machine of the master.</summary>
public sealed record RunStep(Place Place, string Command) : Step(Place)
{
    public bool Locally { get; init; }

    /// <summary>Setting that receives stdout, without trailing white space; null: none.</summary>
    public string? Output { get; init; }
}

public enum OnLost { Finish, Stop }

/// <summary>A script that is uploaded, then run in the foreground or detached.</summary>
public sealed record ScriptStep(Place Place) : Step(Place)
{
    /// <summary>Path beside the recipe file; exactly one of this and <see cref="Inline"/> is set.</summary>
    public string? File { get; init; }
    public string? Inline { get; init; }
    public string? Interpreter { get; init; }
    public ImmutableArray<string> Arguments { get; init; } = [];
    public bool Detach { get; init; }

    /// <summary>Name to wait for; needed when detached.</summary>
    public string? Name { get; init; }
    public OnLost OnLost { get; init; }
}

/// <summary>Waits for a detached script of this run or an earlier one, by name.</summary>
public sealed record WaitStep(Place Place, string Name) : Step(Place);

public enum JobAction { Report, Logs, Stop, Clean }

/// <summary>Looks after scripts that a host has: what <c>dotnet deploy script list|status|logs|stop|clean</c> asks of it.</summary>
public sealed record JobStep(Place Place, JobAction Action) : Step(Place)
{
    /// <summary>Id, or a name: then the one that was started last. Null: all.</summary>
    public string? Job { get; init; }

    /// <summary>For <see cref="JobAction.Logs"/>: until the script has ended.</summary>
    public bool Follow { get; init; }

    /// <summary>For <see cref="JobAction.Clean"/>: only what ended so long ago.</summary>
    public TimeSpan Age { get; init; }
}

/// <summary>A file or folder of this machine, sent as one stream and put in place by rename.</summary>
public sealed record UploadStep(Place Place, string Source, string Destination) : Step(Place)
{
    /// <summary>Octal mode for a single file, such as 0640; null keeps the source's.</summary>
    public string? Mode { get; init; }
}

public sealed record DownloadStep(Place Place, string Source, string Destination) : Step(Place);

/// <summary>A text file rendered with the host's settings (verbatim, not shell-escaped) and put in place by rename.</summary>
public sealed record TemplateStep(Place Place, string Destination) : Step(Place)
{
    public string? Source { get; init; }
    public string? Inline { get; init; }
    public string? Mode { get; init; }
}

public enum PromptKind { Ask, Choice, Confirmation, Hidden }

/// <summary>A question to a person, answered by the master. See design §3.9.</summary>
public sealed record PromptStep(Place Place, PromptKind Kind, string Key, string Question) : Step(Place)
{
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>Null: there is none, and without an answer the run fails.</summary>
    public string? Default { get; init; }

    /// <summary>Every host gets its own answer.</summary>
    public bool PerHost { get; init; }
}

/// <summary>Writes settings of this host, or with <see cref="Share"/> of every host.</summary>
public sealed record SetStep(Place Place, ImmutableSortedDictionary<string, Value> Values) : Step(Place)
{
    public bool Share { get; init; }
}

/// <summary>Waits until an address or a command on the host answers as expected.</summary>
public sealed record HealthStep(Place Place) : Step(Place)
{
    public string? Url { get; init; }
    public string? Command { get; init; }

    /// <summary>HTTP status (a number, default 200) or text that the answer must contain.</summary>
    public string? Expect { get; init; }
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);
}

/// <summary>Runs the steps of another task here and now, without its hooks, <c>once</c>, <c>limit</c> and <c>select</c>.</summary>
public sealed record InvokeStep(Place Place, string Task) : Step(Place)
{
    /// <summary>Filled by the planner, so that a worker never needs the recipe.</summary>
    public ImmutableArray<Step> Steps { get; init; } = [];
}

public enum MessageLevel { Info, Warning, Failure }

/// <summary><c>info</c>, <c>warn</c> and <c>fail</c>.</summary>
public sealed record MessageStep(Place Place, MessageLevel Level, string Message) : Step(Place);

/// <summary>A part of the release flow that the recipe language cannot express by itself, by name.</summary>
public sealed record ReleaseStep(Place Place, string Action) : Step(Place)
{
    public ImmutableSortedDictionary<string, string> Arguments { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
