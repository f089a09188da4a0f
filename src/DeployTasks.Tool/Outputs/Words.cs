namespace DeployTasks.Tool.Outputs;

/// <summary>How people call it.</summary>
internal static class Words
{
    public static string Of(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Done => "done",
        OutcomeKind.Unchanged => "unchanged",
        OutcomeKind.Failed => "failed",
        _ => "not run",
    };

    /// <summary>What became of a host that failed.</summary>
    public static string OfHost(ExitCode exit) => exit == ExitCode.Unreachable ? "unreachable" : Of(exit);

    public static string Of(ExitCode exit) => exit switch
    {
        ExitCode.Done => "done",
        ExitCode.Locked => "locked",
        ExitCode.TimedOut => "timed out",
        ExitCode.PartlyPublished => "partly published",
        ExitCode.Interrupted or ExitCode.Terminated => "cancelled",
        _ => "failed",
    };
}
