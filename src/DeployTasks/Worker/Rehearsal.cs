using System.Collections.Immutable;
using DeployTasks.Connections;
using DeployTasks.Events;
using DeployTasks.Prompts;
using DeployTasks.Recipes;
using DeployTasks.Scripts;
using DeployTasks.Wire;

namespace DeployTasks.Worker;

/// <summary>
/// Runs steps as a worker would, on a host that only writes down what it is asked: so that a recipe can be tested without
/// hosts. What it shall answer is said before.
/// </summary>
public sealed class Rehearsal
{
    private readonly string _alias;
    private readonly HostState _state;

    /// <param name="settings">As a plan has them for the host.</param>
    public Rehearsal(string alias, ImmutableSortedDictionary<string, Value> settings)
    {
        (_alias, _state) = (alias, new HostState(alias, static _ => { }));
        _state.Load(new LoadResponse(settings.SetItem("run_id", Text.Literal("rehearsal"))));
    }

    /// <summary>Everything the host was asked, and what it answers.</summary>
    public RecordingSession Host { get; } = new();

    /// <summary>The same for <c>run_locally</c>.</summary>
    public RecordingSession ThisMachine { get; } = new();

    public List<Event> Events { get; } = [];

    /// <summary>Settings as the steps have left them.</summary>
    public Settings Settings => _state.Settings;

    /// <summary>Answers questions; without it they get their default, or fail.</summary>
    public Func<Question, string> Answer { get; init; } = static question =>
        question.Default ?? throw new DeployException(Errors.Unanswered(question.Key, "the rehearsal has no answer"));

    /// <summary>Says how a detached script is going to end for whoever waits for it by its name.</summary>
    public Rehearsal ScriptEnds(string name, int exit, string log = "")
    {
        var id = ScriptId.Of(name, "rehearsal", isUnique: true);
        var home = ScriptHome.Of(_alias, Settings.TextOr("scripts_path", null), null);
        var status = $"{{\"id\":\"{id}\",\"name\":\"{name}\",\"state\":\"finished\",\"exit\":{exit}}}\n";
        Host.Answer(HostScripts.Report(home, id), status).Answer(HostScripts.Report(home, name + "-*"), status);
        Host.Answer(HostScripts.Tail(home, id, ScriptRunner.TailBytes), log);
        return this;
    }

    public Task<Outcome> RunAsync(string task, params ImmutableArray<Step> steps) =>
        new StepRunner(Scope()).RunAsync(task, steps, CancellationToken.None);

    private StepScope Scope() => new()
    {
        Host = _alias,
        State = _state,
        Session = Host,
        Local = new Lazy<IHostSession>(ThisMachine),
        // The bytes are the reader's buffer, which is used again.
        Emit = happened => Events.Add(happened is Output output ? output with { Bytes = output.Bytes.ToArray() } : happened),
        Ask = Answer,
        Bell = new ScriptBell(_alias, CallbackKey.Of("rehearsal"), port: 1),
    };
}
