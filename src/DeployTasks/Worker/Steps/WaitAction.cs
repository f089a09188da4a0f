using DeployTasks.Recipes;

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
            return new StepResult(await scope.Scripts(scope.Command(step, "").As).WaitAsync(
                scope.Expand(step.Name), output.Receive, patience.Token, scope.Settings.Text("run_id")));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return StepResult.Failed(Errors.WaitTimedOut(title, limit));
        }
    }
}
