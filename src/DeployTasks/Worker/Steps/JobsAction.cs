using DeployTasks.Events;
using DeployTasks.Recipes;
using DeployTasks.Scripts;

namespace DeployTasks.Worker.Steps;

/// <summary>Lists, shows, stops and removes scripts that this host has, whoever started them.</summary>
internal sealed class JobsAction(StepScope scope)
{
    public async Task<StepResult> RunAsync(JobStep step, CancellationToken cancel)
    {
        var scripts = scope.Scripts(scope.Command(step, "").As);
        if (step.Job is null)
        {
            var all = await scripts.ReportAsync(null, cancel);
            return step.Action == JobAction.Clean
                ? await RemoveAsync(scripts, await EndedAsync(scripts, all, step.Age, cancel), cancel)
                : Report(all);
        }

        var name = scope.Expand(step.Job);
        return await scripts.FindAsync(name, cancel) is { } job
            ? await RunAsync(step, scripts, job, cancel)
            : StepResult.Failed(Errors.ScriptUnknown(name));
    }

    private async Task<StepResult> RunAsync(JobStep step, ScriptRunner scripts, ScriptStatus job, CancellationToken cancel) =>
        step.Action switch
        {
            JobAction.Report => Report([job]),
            JobAction.Logs => await ShowAsync(step, scripts, job, cancel),
            JobAction.Stop => await StopAsync(scripts, job, cancel),
            _ when !job.IsFinal => StepResult.Failed(Errors.ScriptStillRuns(job.Id)),
            _ => await RemoveAsync(scripts, [job], cancel),
        };

    private StepResult Report(IEnumerable<ScriptStatus> jobs)
    {
        foreach (var job in jobs)
        {
            scope.Emit(new Output(scope.Host, OutputStream.Out, ScriptStatusJson.Line(scope.Host, job)));
        }

        return StepResult.Unchanged;
    }

    private async Task<StepResult> ShowAsync(JobStep step, ScriptRunner scripts, ScriptStatus job, CancellationToken cancel)
    {
        if (job.Id != step.Job)
        {
            Say($"{job.Id} was started last");
        }

        return new StepResult(await new ScriptLog(scripts, new StepOutput(scope).Receive).ShowAsync(job, step.Follow, cancel));
    }

    private async Task<StepResult> StopAsync(ScriptRunner scripts, ScriptStatus job, CancellationToken cancel)
    {
        if (job.IsFinal && job.State != ScriptState.Lost)
        {
            Say($"{job.Id} has ended already");
            return StepResult.Unchanged;
        }

        var outcome = await scripts.StopAsync(job.Id, cancel);
        if (outcome.IsSuccess)
        {
            Say($"{job.Id} is stopped");
        }

        return new StepResult(outcome);
    }

    // By the clock that stamped them. A script that is lost has no end: its start counts.
    private static async Task<IReadOnlyList<ScriptStatus>> EndedAsync(
        ScriptRunner scripts, IReadOnlyList<ScriptStatus> jobs, TimeSpan age, CancellationToken cancel)
    {
        var now = await scripts.NowAsync(cancel);
        return [.. jobs.Where(job => job.IsFinal && now - (job.Ended ?? job.Started ?? DateTimeOffset.MinValue) >= age)];
    }

    private async Task<StepResult> RemoveAsync(ScriptRunner scripts, IReadOnlyList<ScriptStatus> jobs, CancellationToken cancel)
    {
        var old = jobs.Select(job => job.Id).ToArray();
        if (old.Length == 0)
        {
            Say("nothing to remove");
            return StepResult.Unchanged;
        }

        var outcome = await scripts.RemoveAsync(old, cancel);
        if (outcome.IsSuccess)
        {
            Say($"removed {string.Join(", ", old)}");
        }

        return new StepResult(outcome);
    }

    private void Say(string text) => scope.Emit(new Said(scope.Host, SaidLevel.Info, text));
}
