namespace DeployTasks;

public static partial class Errors
{
    public static Error WorkerStartedByHand() =>
        new("DT3040", ExitCode.Usage, "'worker' is what the master starts for every host; it is of no use by hand",
            "Use dotnet deploy run");

    public static Error MasterLost(string reason) =>
        new("DT3041", ExitCode.Internal, $"The worker lost its master: {reason}", "Run again with -vvv and report what it shows");

    public static Error LoadRefused(string reason) =>
        new("DT3042", ExitCode.Internal, $"The master gave the worker no settings: {reason}", "Run again with -vvv and report what it shows");

    public static Error SaveRefused(string reason) =>
        new("DT3043", ExitCode.StepFailed, $"What the task changed was not taken over: {reason}",
            "Leave connection settings alone in set, output and prompts; they are fixed when the run starts");

    public static Error SaveTooLong() =>
        new("DT3045", ExitCode.StepFailed, "What the task changed is more than 1 MiB altogether and was not taken over",
            "Keep long output in a file of the host, or set less in one task");

    public static Error AskRefused(string reason) =>
        new("DT3044", ExitCode.Internal, $"The master did not take the question: {reason}", "Run again with -vvv and report what it shows");

    public static Error Unanswered(string key, string reason) =>
        new("DT6040", ExitCode.Unanswered, $"The question '{key}' got no answer: {reason}",
            "Answer it beforehand: a DEPLOY_ANSWER_ variable, a default in the recipe, or --answer if it is not hidden");
}
