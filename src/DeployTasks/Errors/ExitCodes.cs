namespace DeployTasks;

public static class ExitCodes
{
    // Of several causes the first in this order counts (design, end of §3).
    private static readonly ExitCode[] Severity =
    [
        ExitCode.Internal, ExitCode.PartlyPublished, ExitCode.Interrupted, ExitCode.Terminated, ExitCode.Locked,
        ExitCode.Unanswered, ExitCode.Unreachable, ExitCode.TimedOut, ExitCode.Usage, ExitCode.StepFailed,
    ];

    public static ExitCode Of(IEnumerable<ExitCode> causes)
    {
        var seen = causes.ToHashSet();
        return Array.Find(Severity, seen.Contains);
    }
}
