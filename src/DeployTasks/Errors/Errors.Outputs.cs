namespace DeployTasks;

public static partial class Errors
{
    /// <param name="name">The setting or question that holds the text; never the text itself.</param>
    public static Error SecretTooShort(string name) =>
        new("DT8003", ExitCode.Usage, $"The secret '{name}' is shorter than 4 characters, so it cannot be masked",
            "Use a longer secret, or a plain setting if it is none");

    /// <param name="variable">GITHUB_OUTPUT or GITHUB_STEP_SUMMARY.</param>
    public static Error RunnerFileNotWritten(string variable, string file, string why) =>
        new("DT8004", ExitCode.Done, $"{variable} names {file}, which cannot be written: {why}",
            "Look at the runner; the deployment itself went on without it");

    public static Error LogNotWritten(string file, string why) =>
        new("DT9001", ExitCode.Done, $"The log file {file} cannot be written: {why}",
            "Free some space or name another file with --log; the run itself goes on");

    public static Error NotPrinted(string why) =>
        new("DT9002", ExitCode.StepFailed, $"Standard output cannot be written: {why}", "Free some space, or let it lead elsewhere");
}
