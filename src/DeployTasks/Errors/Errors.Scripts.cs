using DeployTasks.Scripts;
using DeployTasks.Wire;

namespace DeployTasks;

public static partial class Errors
{
    public static Error ScriptNotStarted(string name, string output) =>
        new("DT7001", ExitCode.StepFailed, $"Script '{name}' could not be started{Said(output)}", "Look at scripts_path; -vvv shows all that the host said")
        {
            Detail = output,
        };

    public static Error ScriptStartedAlready(string name, string id) =>
        new("DT7002", ExitCode.StepFailed, $"Script '{name}' was started before in this run, as {id}",
            "Give the second one a name of its own");

    public static Error ScriptUnknown(string name) =>
        new("DT7003", ExitCode.StepFailed, $"This host knows no script '{name}'",
            "See 'dotnet deploy script list'; name the hosts it was started on with --select, and its user with --as");

    public static Error ScriptLost(ScriptStatus status, string log) =>
        new("DT7004", ExitCode.StepFailed, $"Script {status.Id} is lost: {Reason(status.Reason)}",
            "Nobody knows how it ended: look at its log, then run it again if that is safe")
        {
            Detail = log,
        };

    public static Error ScriptFailed(ScriptStatus status, string log) =>
        new("DT7005", ExitCode.StepFailed, $"Script {status.Id} ended with exit code {status.Exit}{Signal(status.Exit)}",
            $"See 'dotnet deploy script logs {status.Id}'")
        {
            Detail = log,
        };

    public static Error ScriptTimedOut(ScriptStatus status, string log) =>
        new("DT7006", ExitCode.TimedOut, $"Script {status.Id} ran out of its time and was killed with all it had started",
            "Give it a longer timeout")
        {
            Detail = log,
        };

    public static Error ScriptStopped(ScriptStatus status) =>
        new("DT7007", ExitCode.StepFailed, $"Script {status.Id} was stopped", "Start it again when that is wanted");

    public static Error ScriptAbandoned(ScriptStatus status) =>
        new("DT7008", ExitCode.StepFailed, $"Script {status.Id} stopped by itself because nobody was left to wait for it",
            "Use 'on_lost: finish' when it shall end its work alone");

    public static Error ScriptHasNul(string name) =>
        new("DT7009", ExitCode.Usage, $"Script '{name}' contains a NUL byte", "Scripts are text: upload a program with 'upload'");

    public static Error ScriptReportUnreadable(string answer) =>
        new("DT7010", ExitCode.StepFailed, $"The host's report on its scripts cannot be read{Said(answer)}",
            "Look at the status files in scripts_path")
        {
            Detail = answer,
        };

    public static Error ScriptStillRuns(string id) =>
        new("DT7011", ExitCode.StepFailed, $"Script {id} still runs, so it cannot be removed",
            "Wait for it, or end it with 'dotnet deploy script stop'");

    public static Error ScriptNotReached(string output) =>
        new("DT7012", ExitCode.StepFailed, $"The host could not do that to its scripts{Said(output)}", "Look at scripts_path; -vvv shows all that the host said")
        {
            Detail = output,
        };

    public static Error NoScriptFile(string file) =>
        new("DT7013", ExitCode.Usage, $"There is no script {file}",
            "Name a file of this machine; a command of one line is 'run:', a script in the recipe itself begins with 'script: |'");

    public static Error BadCallbackUrl(string url) =>
        new("DT7014", ExitCode.Usage, $"'{url}' is no address that a script could call", "Write it as https://ci.example.com/callback");

    public static Error NoCallbackKey() =>
        new("DT7015", ExitCode.Usage, "The passphrase that scripts and their listener share is missing or too short",
            $"Set {CallbackKey.Variable} to the same {CallbackKey.ShortestPassphrase} characters or more in both places; " +
            $"a recipe has callback_key: {{secret: {CallbackKey.Variable}}}");

    public static Error ListenerNotStarted(string address, string reason) =>
        new("DT7016", ExitCode.Usage, $"The listener cannot listen on {address}: {reason}", "Choose another address with --bind");

    public static Error CallbackFolderUnusable(string folder, string reason) =>
        new("DT7017", ExitCode.Usage, $"The folder of callbacks {folder} cannot be used: {reason}",
            "Name one with --folder that is yours and that no other listener uses");

    public static Error CallbackNotTold(string job, string reason) =>
        new("DT7018", ExitCode.StepFailed, $"Nobody was told that {job} has ended: {reason}", "It is tried again, also after a restart");

    public static Error CallbackNotMarked(string job, string reason) =>
        new("DT7021", ExitCode.StepFailed, $"That {job} has ended was told, but this cannot be noted: {reason}",
            "Make room in the folder of callbacks; a listener that is started anew before would tell it once more");

    public static Error BadThen(string then) =>
        new("DT7019", ExitCode.Usage, $"'{then}' is nothing a listener can do", "Write exec:COMMAND or github-dispatch:OWNER/REPO");

    public static Error NoGitHubToken() =>
        new("DT7020", ExitCode.Usage, "GITHUB_TOKEN is not set", "Give the listener a token that may write to the repository");

    private static string Reason(string reason) => reason switch
    {
        "rebooted" => "the host was rebooted while it ran",
        "killed" => "its runner was killed before it could report",
        _ => "it never wrote a status",
    };

    // The last line is the complaint; what comes before it is seldom needed.
    private static string Said(string output) => output.TrimEnd() is { Length: > 0 } said ? $": {said[(said.LastIndexOf('\n') + 1)..]}" : "";

    private static string Signal(int? exit) => exit is > 128 and <= 192 ? $" (signal {exit - 128})" : "";
}
