namespace DeployTasks;

public static partial class Errors
{
    public static Error StepExited(string what, int exit, string tail) =>
        new("DT5020", ExitCode.StepFailed, $"{what} ended with exit code {exit}", exit switch
        {
            126 => "The file is there and may not be executed: check its mode, its first line and whether /tmp is mounted noexec",
            127 => "The host does not know this command: check its name, its installation and the PATH of a non-interactive shell",
            _ => $"{(tail.Length > 0 ? "Its last lines are shown with this message" : "It has printed nothing")}; mend the command. A step of a recipe may say allow_failure: true",
        })
        {
            Detail = tail,
        };

    /// <summary>A shell reports a signal as an exit code, which may be the command's own as well.</summary>
    public static Error StepSignalled(string what, int exit, string signal, string tail) =>
        new("DT5021", ExitCode.StepFailed, $"{what} ended with exit code {exit}, as after {signal}", signal == "SIGKILL"
            ? "If the code is not its own, somebody killed it, often the kernel for want of memory: look into dmesg or journalctl -k on the host"
            : "If the code is not its own, it crashed or somebody on the host stopped it: its last lines and the host's journal tell more")
        {
            Detail = tail,
        };

    public static Error StepTimedOut(string what, TimeSpan limit, string tail) =>
        new("DT5022", ExitCode.TimedOut, $"{what} did not end within {Span(limit)} and was stopped",
            "Raise the step's timeout (0 = none), or see in its last lines what it waited for: its stdin is empty, nobody can answer")
        {
            Detail = tail,
        };

    public static Error StepFellSilent(string what, TimeSpan limit, string tail) =>
        new("DT5023", ExitCode.TimedOut, $"{what} said nothing for {Span(limit)} and was stopped",
            "Raise the step's idle_timeout, or see in its last lines what it waited for: its stdin is empty, nobody can answer")
        {
            Detail = tail,
        };

    public static Error StepLostConnection(string what, string tail) =>
        new("DT5006", ExitCode.Unreachable, $"The connection was lost while {what} ran; whether it was finished is not known",
            "Look at the host (was it restarted?), then run again; keep_alive finds a dead line sooner")
        {
            Detail = tail,
        };

    public static Error StepCancelled(string what) =>
        new("DT5025", ExitCode.Interrupted, $"{what} was cancelled", "Run again when you are ready");

    public static Error RecipeSaysFail(string message) =>
        new("DT5026", ExitCode.StepFailed, message, "This is a fail step of the recipe; see its if");

    public static Error OutputTooLong(string setting, int bytes, int limit) =>
        new("DT5027", ExitCode.StepFailed, $"{bytes} bytes of output do not fit into the setting '{setting}', which holds {limit}",
            "Let the command print less, or write to a file and download it");

    public static Error WaitTimedOut(string what, TimeSpan limit) =>
        new("DT5028", ExitCode.TimedOut, $"{what} took longer than {Span(limit)}; the script itself lives on",
            "Wait again later, or give the step a longer timeout (0 = none)");

    public static Error WaitCutShort(string what) =>
        new("DT5028", ExitCode.Interrupted, $"{what} was given up with the run; the script itself lives on", "Wait for it again: script wait");

    /// <summary>Short and exact: 250ms, 90s, 10m, 1h30m.</summary>
    internal static string Span(TimeSpan span) => span switch
    {
        { Milliseconds: not 0 } => $"{(long)span.TotalMilliseconds}ms",
        { Seconds: not 0 } => $"{(long)span.TotalSeconds}s",
        { Minutes: not 0, TotalHours: >= 1 } => $"{(long)span.TotalHours}h{span.Minutes}m",
        { TotalHours: >= 1 } => $"{(long)span.TotalHours}h",
        _ => $"{(long)span.TotalMinutes}m",
    };
}
