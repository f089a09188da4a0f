using DeployTasks.Events;
using DeployTasks.Recipes;
using DeployTasks.Releases;

namespace DeployTasks.Worker.Steps;

/// <summary>A part of the release flow: hands the releases what they need of the worker.</summary>
internal sealed class ReleaseStepAction(StepScope scope)
{
    public async Task<StepResult> RunAsync(ReleaseStep step, CancellationToken cancel) => step.Action == "health"
        ? await HealthAsync(step, cancel)
        : new StepResult(await ReleaseActions.RunAsync(step, Scope(step), cancel));

    private ReleaseScope Scope(ReleaseStep step)
    {
        var command = scope.Command(step, "");
        var progress = new TransferProgress(scope.Clock, (done, total) => scope.Emit(new Progress(scope.Host, "artifact", done, total)));
        return new ReleaseScope(scope.Host, scope.Session, SettingsOf(step))
        {
            As = command.As,
            Timeout = command.Timeout,
            Clock = scope.Clock,
            Set = scope.State.Set,
            Inform = text => scope.Emit(new Said(scope.Host, SaidLevel.Info, text)),
            Warn = text => scope.Emit(new Said(scope.Host, SaidLevel.Warning, text)),
            Print = scope.Show,
            Progress = progress.Reach,
        };
    }

    private Settings SettingsOf(ReleaseStep step) =>
        step.Arguments.Aggregate(scope.Settings, (all, argument) => all.With(argument.Key, new Text(argument.Value)));

    private async Task<StepResult> HealthAsync(ReleaseStep step, CancellationToken cancel)
    {
        if (HealthSettings.StepOf(SettingsOf(step), step) is not { } health)
        {
            return StepResult.Unchanged;
        }

        var result = await new HealthAction(scope).RunAsync(health, StepTitle.Of(health, scope.Settings), cancel);
        if (result.Outcome.Error is not { } error)
        {
            return result;
        }

        var log = await ServiceLog.TailAsync(scope.Session, scope.Settings, scope.Command(step, "").As, cancel);
        scope.Show(log);
        return result with { Outcome = Outcome.Failed(error with { Detail = $"{error.Detail}\n{log}".Trim() }) };
    }
}
