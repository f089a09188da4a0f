using DeployTasks.Events;
using DeployTasks.Recipes;
using DeployTasks.Scripts;

namespace DeployTasks.Worker.Steps;

/// <summary>Waits for a detached script as long as it takes, unless a time was named: then the script lives on.</summary>
internal sealed class WaitAction(StepScope scope)
{
    public async Task<StepResult> RunAsync(WaitStep step, string title, CancellationToken cancel)
    {
        var limit = step.Timeout ?? scope.Settings.Duration("default_timeout") ?? TimeSpan.Zero;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (limit > TimeSpan.Zero)
        {
            patience.CancelAfter(Duration.ForTimer(limit));
        }
        var output = new StepOutput(scope);
        try
        {
            var outcome = await WaitAsync(scope.Scripts(scope.Command(step, "").As), scope.Expand(step.Name), output, patience.Token);
            // What we asked just then ends as cancelled, whoever cut it short.
            if (outcome.IsSuccess || !patience.IsCancellationRequested)
            {
                return new StepResult(outcome);
            }
        }
        catch (OperationCanceledException)
        {
            // By the time of the step, or by the end of the run.
        }
        return StepResult.Failed(cancel.IsCancellationRequested ? Errors.WaitCutShort(title) : Errors.WaitTimedOut(title, limit));
    }

    private async Task<Outcome> WaitAsync(ScriptRunner scripts, string name, StepOutput output, CancellationToken cancel)
    {
        var id = scope.State.Scripts.Contains(name) ? ScriptId.Of(name, scope.Settings.Text("run_id"), isUnique: true) : name;
        if (await scripts.FindAsync(id, cancel) is not { } job)
        {
            return Outcome.Failed(Errors.ScriptUnknown(name));
        }

        if (job.Id != id)
        {
            scope.Emit(new Said(scope.Host, SaidLevel.Info, $"{job.Id} was started last"));
        }

        return await scripts.WaitAsync(job, output.Receive, cancel);
    }
}
