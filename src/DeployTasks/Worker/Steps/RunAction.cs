using System.Text;
using DeployTasks.Connections;
using DeployTasks.Recipes;

namespace DeployTasks.Worker.Steps;

/// <summary>A shell command, on the host or on this machine, where nothing counts of how the host runs its own (become, dotenv).</summary>
internal sealed class RunAction(StepScope scope)
{
    private const int LongestSetting = 64 * 1024;

    public async Task<StepResult> RunAsync(RunStep step, string title, CancellationToken cancel)
    {
        var command = scope.Command(step, scope.Settings.Expand(step.Command, Quoting.Shell)) with { Lasts = scope.Flush };
        var output = new StepOutput(scope);
        var result = step.Locally
            ? await scope.Local.Value.RunAsync(Here(step, command), output.Receive, cancel)
            : await scope.Session.RunAsync(command with { Script = scope.Dotenv(step, command) + command.Script }, output.Receive, cancel);
        var ended = StepResult.Of(result, command, title, output.Tail);
        // Where the failure is forgiven, the steps behind it read what there is.
        return step.Output is { } setting && (result.IsSuccess || step.AllowFailure && result.End != RemoteEnd.Cancelled)
            ? Keep(setting, result.Out, ended)
            : ended;
    }

    private static RemoteCommand Here(RunStep step, RemoteCommand command) => command with
    {
        Cwd = command.Cwd is { } cwd ? LocalFiles.Resolve(step, cwd) : LocalFiles.FolderOf(step),
    };

    private StepResult Keep(string setting, byte[] output, StepResult ended)
    {
        if (output.Length > LongestSetting)
        {
            return StepResult.Failed(Errors.OutputTooLong(setting, output.Length, LongestSetting));
        }
        scope.State.Set(setting, scope.State.Judge(Encoding.UTF8.GetString(output).TrimEnd()));
        return ended;
    }
}
