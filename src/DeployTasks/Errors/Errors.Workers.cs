namespace DeployTasks;

public static partial class Errors
{
    /// <param name="end">Signal or exit code, as <see cref="Master.WorkerExit"/> says it.</param>
    /// <param name="doing">What it was doing, such as <c>step 3 of build: upload web</c>.</param>
    public static Error WorkerDied(string host, string end, string doing, string tail) =>
        new("DT3001", ExitCode.Internal, $"The worker for {host} {end} during {doing}",
            "Look for the kernel's out-of-memory killer, or for somebody who ended it; then run again")
        {
            Host = host,
            Detail = tail,
        };

    public static Error WorkerSilent(string host, TimeSpan silence, string doing) =>
        new("DT3002", ExitCode.TimedOut, $"The worker for {host} gave no sign of life for {silence.TotalSeconds:0} s during {doing} and was killed",
            "Look whether the machine was suspended, stopped or out of memory; then run again")
        { Host = host };

    public static Error WorkerGarbage(string host, string reason) =>
        new("DT3003", ExitCode.Internal, $"The worker for {host} answered with something that is no message: {reason}", AskForAReport)
        {
            Host = host,
        };

    public static Error WorkerNeverStarted(string host, string reason, string tail) =>
        new("DT3004", ExitCode.Internal, $"The worker for {host} did not start: {reason}",
            "Look whether the tool is still installed and the machine has processes and memory left")
        {
            Host = host,
            Detail = tail,
        };

    public static Error WorkerEndedBadly(string host, string end, string tail) =>
        new("DT3005", ExitCode.Internal, $"The worker for {host} finished its tasks, but then {end}", AskForAReport)
        {
            Host = host,
            Detail = tail,
        };

    public static Error WorkerOfAnotherVersion(string host) =>
        new("DT3006", ExitCode.Internal, $"The worker for {host} is of another version than its master",
            "The tool was replaced while it ran: run again")
        { Host = host };

    public static Error Cancelled(ExitCode cause) =>
        new("DT3010", cause, cause == ExitCode.TimedOut ? "The run took longer than its --timeout" : "The run was cancelled",
            cause == ExitCode.TimedOut ? "Give it more time, or find what is slow with -vv" : "Run again when you are ready");

    /// <summary>A warning: an output that fails does not fail a deployment.</summary>
    public static Error SinkFailed(string output, string reason) =>
        new("DT8001", ExitCode.Done, $"The output {output} stopped working: {reason}",
            "The run itself goes on; run with --log FILE to keep everything");
}
