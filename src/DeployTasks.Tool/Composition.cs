using DeployTasks.Connections.OpenSsh;
using DeployTasks.Events;
using DeployTasks.Master;
using DeployTasks.Planning;
using DeployTasks.Prompts;
using DeployTasks.Recipes;
using DeployTasks.Tool.Options;
using DeployTasks.Tool.Outputs;
using DeployTasks.Tool.Prompts;

namespace DeployTasks.Tool;

/// <summary>The one place where a run is put together.</summary>
internal sealed class Composition(Surroundings here, OutputChoice output, Behaviour behaviour)
{
    public async Task<int> RunAsync(Plan plan)
    {
        var secrets = PlannedSecrets.Of(plan, here.Environment);
        using var outputs = new RunOutputs(output, secrets, here);
        var sources = new AnswerSources(here.Environment, behaviour.Answers);
        var use = new TerminalUse(behaviour.Interactive, here.CanAsk, here.IsCi, behaviour.Leash);
        Check(AnswerCheck.Of(sources, QuestionsAhead.Of(plan), use.IsAllowed), new Redaction(secrets));

        var terminal = use.IsAllowed ? new Terminal(here.Error, new ConsoleKeyboard(), secrets, outputs.Live) : null;
        using var answers = new Answers(sources, terminal);
        using var cancel = new CancelSource();
        using var triggers = new CancelTriggers(cancel, behaviour.Timeout, behaviour.Leash ? Console.OpenStandardInput() : null);
        var launcher = WorkerLauncher.OfThisProgram(Path.Combine(AppContext.BaseDirectory, "dotnet-deploy.dll"));
        await using var identity = await SshIdentity.PrepareAsync(cancel.Stop);
        var run = new DeployRun(WithFolder(plan, identity.Folder), new RunOptions(), new SecretAnswers(answers, secrets), launcher, outputs.Sinks);
        return (int)await run.RunAsync(cancel);
    }

    // Sockets and keys of this run; workers find the folder among the settings of their host.
    private static Plan WithFolder(Plan plan, string folder) => plan with
    {
        Hosts = [.. plan.Hosts.Select(host => host with { Settings = host.Settings.SetItem("ssh_folder", Text.Literal(folder)) })],
    };

    private void Check(AnswerCheck check, Redaction redaction)
    {
        foreach (var warning in check.Warnings.Select(redaction.Of))
            here.Error.WriteLine($"warn {warning.Code}: {warning.What}. {warning.Next}");
        if (!check.Problems.IsEmpty)
            throw new DeployException([.. check.Problems.Select(redaction.Of)]);
    }
}
