namespace DeployTasks;

/// <summary>How one task ended on one host. Every planned pair gets one; silence becomes an outcome too.</summary>
public enum OutcomeKind
{
    Done,

    /// <summary>Nothing had to be done: the host already was as asked.</summary>
    Unchanged,
    Failed,

    /// <summary>It was planned and never started, because something before it failed or the run was cancelled.</summary>
    NotRun,
}

public sealed record Outcome(OutcomeKind Kind, Error? Error = null)
{
    public static readonly Outcome Done = new(OutcomeKind.Done);
    public static readonly Outcome Unchanged = new(OutcomeKind.Unchanged);
    public static readonly Outcome NotRun = new(OutcomeKind.NotRun);

    public static Outcome Failed(Error error) => new(OutcomeKind.Failed, error);

    public bool IsSuccess => Kind is OutcomeKind.Done or OutcomeKind.Unchanged;
}
