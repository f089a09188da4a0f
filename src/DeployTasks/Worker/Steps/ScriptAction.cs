using DeployTasks.Recipes;
using DeployTasks.Scripts;

namespace DeployTasks.Worker.Steps;

/// <summary>A script that the host gets as a file: run while we watch, or detached to be waited for by name.</summary>
internal sealed class ScriptAction(StepScope scope)
{
    private static readonly TimeSpan MonthOld = TimeSpan.FromDays(30);

    public async Task<StepResult> RunAsync(ScriptStep step, string title, CancellationToken cancel)
    {
        var command = scope.Command(step, "");
        var runner = scope.Scripts(command.As);
        var job = Job(step) with { Env = command.Env, Cwd = command.Cwd, Prelude = scope.Dotenv(step, command) };
        if (step.Detach)
        {
            job = job with { Timeout = step.Timeout };
            scope.State.Scripts.Add(job.Name);
            var listener = ScriptListener.Of(scope.Settings)?.CallbackFor(scope.Host, job);
            var started = await runner.StartAsync(job, listener, cancel);
            if (started.IsSuccess)
            {
                // For whoever waits from another run: the name alone may mean the script of somebody else's by then.
                scope.State.Set("script_id", Text.Literal(job.Id));
            }
            return new StepResult(started);
        }
        var output = new StepOutput(scope);
        var result = await runner.RunAsync(job, command, output.Receive, cancel);
        return StepResult.Of(result, command, title, output.Tail);
    }

    private ScriptJob Job(ScriptStep step)
    {
        var name = step.Name ?? (step.File is { } file ? Path.GetFileName(file) : "inline");
        var id = ScriptId.Of(name, scope.Settings.Text("run_id"), isUnique: step.Detach);
        var content = Content(step);
        return content.Contains('\0')
            ? throw new DeployException(Errors.ScriptHasNul(name))
            : new ScriptJob(id, name, content)
            {
                Interpreter = step.Interpreter is { } interpreter ? scope.Settings.Expand(interpreter, Quoting.Shell) : null,
                Arguments = [.. step.Arguments.Select(scope.Expand)],
                OnLost = step.OnLost,
                Keep = scope.Settings.Duration("keep_scripts") ?? MonthOld,
            };
    }

    // A file is a script of its own, nothing is filled into it: values reach it by env and args.
    private string Content(ScriptStep step) => step.File is { } file
        ? Read(LocalFiles.Resolve(step, scope.ExpandPath(file)))
        : InlineScript.Expand(step.Inline ?? "", step.Interpreter, scope.Settings);

    // A checkout on Windows may have lines that end in CR LF and begin with a mark: no interpreter of a host takes those.
    private static string Read(string file) => File.Exists(file)
        ? LocalFiles.ReadText(file).TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal)
        : throw new DeployException(Errors.NoScriptFile(file));
}
