using System.Collections.Immutable;
using DeployTasks.Connections.Config;
using DeployTasks.Connections.OpenSsh;
using DeployTasks.Events;
using DeployTasks.Master;
using DeployTasks.Planning;
using DeployTasks.Prompts;
using DeployTasks.Recipes;
using DeployTasks.Releases;
using DeployTasks.Tool.GitHub;
using DeployTasks.Tool.Options;
using DeployTasks.Tool.Outputs;
using DeployTasks.Tool.Prompts;

namespace DeployTasks.Tool;

/// <summary>The one place where a run is put together.</summary>
internal sealed class Composition(Surroundings here, OutputChoice output, Behaviour behaviour)
{
    public async Task<int> RunAsync(Recipe recipe, PlanRequest request, OwnRun? own = null)
    {
        own ??= new OwnRun();
        var plan = Planner.Create(recipe, request);
        here.Secrets.Add(PlannedSecrets.Of(plan, here.Environment));
        if (PlannedFiles.Missing(plan).ToArray() is { Length: > 0 } missing && !behaviour.DryRun)
            throw new DeployException(missing);
        using var outputs = new RunOutputs(output, here, plan);
        var sources = new AnswerSources(here.Environment, behaviour.Answers);
        var use = new TerminalUse(behaviour.Interactive, here.CanAsk, here.IsCi, behaviour.Leash);
        Report(AnswerCheck.Of(sources, QuestionsAhead.Of(plan), use.IsAllowed));

        var terminal = use.IsAllowed ? new Terminal(here.Error, new ConsoleKeyboard(here.Error), here.Secrets, outputs.Screen) : null;
        using var answers = new Answers(sources, terminal);
        using var cancel = new CancelSource();
        var leash = behaviour.Leash ? Console.OpenStandardInput() : null;
        using var triggers = new CancelTriggers(cancel, behaviour.Timeout, leash);
        try
        {
            var keys = SshSecrets.FromEnvironment() with { IdentityFiles = IdentityFiles(plan) };
            if (keys.StrangeLine is { } line)
                here.Warn(Errors.KnownHostsLineIsNone(line));
            await using var identity = await SshIdentity.PrepareAsync(keys, cancel.Stop, Transports.Agent);
            var options = new RunOptions
            {
                Secrets = here.Secrets,
                Way = static host => ServersOnTheWay.To(host.Alias, new Settings(host.Settings)),
                GoesOnWithTheReached = own.GoesOnWithTheReached,
            };
            var made = await PrepareAsync(recipe, plan, request, identity.Folder, cancel.Stop);
            var prepared = Given(plan, own.Usual.With(made), options.Run, identity.Folder);
            foreach (var host in prepared.Hosts)
                own.Check(host);
            var launcher = WorkerLauncher.OfThisProgram(Path.Combine(AppContext.BaseDirectory, "dotnet-deploy.dll"));
            await using var report = DeploymentReports.Begin(
                behaviour.DryRun ? DeploymentChoice.None : behaviour.Deployment, prepared, here, cancel, here.Warn);
            IReadOnlyList<IEventSink> sinks = [.. outputs.Sinks, .. new[] { own.Reader, report }.OfType<IEventSink>()];
            var guarded = new RunAnswers(answers, here.Secrets, cancel);
            var run = new DeployRun(prepared, options, guarded, launcher, sinks);
            return (int)await run.RunAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.Stop.IsCancellationRequested)
        {
            outputs.End(new RunEnded(cancel.Cause, TimeSpan.Zero) { Errors = [Errors.Cancelled(cancel.Cause)] });
            return (int)cancel.Cause;
        }
    }

    // One that a task or a prompt has yet to name is read by ssh alone.
    private static ImmutableArray<string> IdentityFiles(Plan plan) =>
    [
        .. plan.Hosts.Select(host => host.Settings.GetValueOrDefault("identity_file")).OfType<Text>()
            .Select(text => text.Template).Where(path => path.Length > 0 && !path.Contains("{{")).Distinct(),
    ];

    private void Report(AnswerCheck check)
    {
        foreach (var warning in check.Warnings)
            here.Warn(warning);
        if (!check.Problems.IsEmpty)
            throw new DeployException(check.Problems);
    }

    /// <summary>What is made once for all hosts lies under their own settings; what ties them to this run, above.</summary>
    private Plan Given(Plan plan, Settings below, string run, string folder)
    {
        var above = ImmutableSortedDictionary<string, Value>.Empty
            .Add("run_id", Text.Literal(run)).Add("ssh_folder", Text.Literal(folder)).Add("dry_run", new Flag(behaviour.DryRun));
        return plan with
        {
            Hosts = [.. plan.Hosts.Select(host => host with { Settings = below.With(host.Settings).With(above).Values })],
        };
    }

    private Task<ImmutableSortedDictionary<string, Value>> PrepareAsync(
        Recipe recipe, Plan plan, PlanRequest request, string folder, CancellationToken cancel)
    {
        var steps = plan.InOrder
            .SelectMany(task => task.Definition.Steps);
        return new ReleasePreparation(folder, TimeProvider.System, here.Environment).RunAsync(
            recipe, new Settings(recipe.Config.SetItems(request.Options)), ReleasePreparation.SendsArtifact(steps), cancel);
    }
}
