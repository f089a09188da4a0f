namespace DeployTasks;

/// <summary>What the process answers to CI. The table is the same for every front end.</summary>
public enum ExitCode
{
    Done = 0,
    StepFailed = 1,

    /// <summary>Usage, recipe or configuration: nothing was touched.</summary>
    Usage = 2,

    /// <summary>A host was not reached, its key is not trusted, or it refused the login.</summary>
    Unreachable = 3,
    Locked = 4,
    Unanswered = 5,
    TimedOut = 6,
    PartlyPublished = 7,

    /// <summary>A fault of ours: a worker was lost or spoke garbage.</summary>
    Internal = 8,
    Interrupted = 130,
    Terminated = 143,
}
