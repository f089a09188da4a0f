using System.Collections.Immutable;
using DeployTasks.Events;
using DeployTasks.Master.Server;
using DeployTasks.Planning;
using DeployTasks.Prompts;

namespace DeployTasks.Master;

/// <summary>
/// Carries out a plan: connects every host that has something to do, takes them through the rounds, runs the failure
/// plan when something went wrong, and gives every planned pair of task and host its outcome.
/// </summary>
public sealed class DeployRun(
    Plan plan, RunOptions options, IAnswers answers, IWorkerLauncher launcher, IReadOnlyList<IEventSink> sinks)
{
    /// <exception cref="DeployException">The run could not begin.</exception>
    public async Task<ExitCode> RunAsync(CancelSource cancel)
    {
        var rounds = Rounds.Of(plan);
        var store = new SettingsStore(plan.Hosts, options.Secrets);
        var hub = new EventHub(sinks, options.Clock);
        Crew? crew = null;
        await using var server = TokenServer.Open(
            new Routes(store, answers, hub.Post, new Alarms(
                rogue => crew![rogue.Host!].Lose(rogue),
                caller => crew![caller.Host].Ring(caller.Script))));
        crew = new Crew(plan, launcher, server, options, hub);
        var aliases = crew.Busy.Select(host => host.Alias).ToImmutableArray();
        hub.Post(new RunStarted(options.Run, plan.Tasks, aliases));
        hub.Post(new Said(null, SaidLevel.Debug, $"[master] Starting server at {server.Url}"));
        var course = new Course(plan, crew, hub, cancel);
        await course.RunAsync(rounds);
        var verdict = new Verdict([.. aliases.Union(crew.Reached)], rounds, course, store);
        verdict.Announce(hub);
        return verdict.Exit;
    }
}
