using System.Collections.Immutable;
using DeployTasks.Events;
using DeployTasks.Recipes;
using DeployTasks.Releases;
using DeployTasks.Worker.Steps;

namespace DeployTasks.Worker;

/// <summary>Runs the steps of a task in order, until one fails that may not.</summary>
internal sealed class StepRunner(StepScope scope)
{
    public async Task<Outcome> RunAsync(string task, ImmutableArray<Step> steps, CancellationToken cancel)
    {
        var changed = false;
        for (var i = 0; i < steps.Length; i++)
        {
            var outcome = await RunOneAsync(task, i + 1, steps[i], cancel);
            if (!outcome.IsSuccess)
            {
                return outcome;
            }
            changed |= outcome.Kind == OutcomeKind.Done;
        }
        return changed ? Outcome.Done : Outcome.Unchanged;
    }

    private async Task<Outcome> RunOneAsync(string task, int number, Step step, CancellationToken cancel)
    {
        var title = StepTitle.Of(step, scope.Settings);
        // A command that is over at once is told of once: every event wakes the master, which has as many workers as hosts.
        (step is RunStep ? scope.Hold : scope.Emit)(new StepStarted(scope.Host, task, number, title));
        var began = scope.Clock.GetTimestamp();
        var skipped = false;
        StepResult result;
        try
        {
            cancel.ThrowIfCancellationRequested();
            var leftOut = step.If is { } condition && !Condition.Holds(condition, scope.Settings);
            skipped = leftOut || IsRehearsed(step);
            if (skipped && !leftOut && step is RunStep { Output: { } setting })
            {
                scope.State.Set(setting, Text.Literal(StandIn.For(setting)));
            }
            result = skipped ? StepResult.Unchanged : await ActAsync(step, title, cancel);
        }
        catch (DeployException mistake)
        {
            result = StepResult.Failed(mistake.Errors[0]);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            result = StepResult.Failed(Errors.StepCancelled(title));
        }
        var outcome = Locate(result.Outcome, task, step);
        scope.Emit(new StepEnded(scope.Host, task, number, outcome, result.Exit, scope.Clock.GetElapsedTime(began))
        {
            Signal = result.Signal,
            Skipped = skipped,
        });
        return Forgive(outcome, step, cancel);
    }

    /// <summary>
    /// Under <c>--dry-run</c> a step is named and left out, unless it only concerns settings or only looks. Something stands
    /// for what it would have found out, as a later step may read it.
    /// </summary>
    private bool IsRehearsed(Step step) =>
        step is not (InvokeStep or PromptStep or SetStep) && !(step is ReleaseStep release && ReleaseActions.OnlyLooks(release.Action))
        && scope.Settings.Flag("dry_run", fallback: false);

    private async Task<StepResult> ActAsync(Step step, string title, CancellationToken cancel) => step switch
    {
        RunStep run => await new RunAction(scope).RunAsync(run, title, cancel),
        ScriptStep script => await new ScriptAction(scope).RunAsync(script, title, cancel),
        WaitStep wait => await new WaitAction(scope).RunAsync(wait, title, cancel),
        JobStep job => await new JobsAction(scope).RunAsync(job, cancel),
        UploadStep upload => await new UploadAction(scope).RunAsync(upload, title, cancel),
        DownloadStep download => await new DownloadAction(scope).RunAsync(download, title, cancel),
        TemplateStep template => await new TemplateAction(scope).RunAsync(template, title, cancel),
        HealthStep health => await new HealthAction(scope).RunAsync(health, title, cancel),
        PromptStep prompt => new PromptAction(scope).Run(prompt),
        SetStep set => new SetAction(scope).Run(set),
        MessageStep message => new MessageAction(scope).Run(message),
        ReleaseStep release => await new ReleaseStepAction(scope).RunAsync(release, cancel),
        InvokeStep invoke => new StepResult(await RunAsync(invoke.Task, invoke.Steps, cancel)),
        _ => throw new InvalidOperationException($"no such step: {step.GetType().Name}"),
    };

    // Exit code 2 promises that nothing was touched, and once steps run nobody can promise that any more.
    private Outcome Locate(Outcome outcome, string task, Step step) => outcome.Error is { } error
        ? Outcome.Failed(error with
        {
            Place = error.Place ?? step.Place,
            Host = scope.Host,
            Task = error.Task ?? task,
            Exit = error.Exit == ExitCode.Usage ? ExitCode.StepFailed : error.Exit,
        })
        : outcome;

    private Outcome Forgive(Outcome outcome, Step step, CancellationToken cancel)
    {
        if (outcome.IsSuccess || !step.AllowFailure || cancel.IsCancellationRequested)
        {
            return outcome;
        }
        scope.Emit(new Said(scope.Host, SaidLevel.Warning, $"{outcome.Error?.What} (allow_failure)"));
        return Outcome.Done;
    }
}
