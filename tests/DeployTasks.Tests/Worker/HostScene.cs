using System.Collections.Immutable;
using DeployTasks.Connections;
using DeployTasks.Events;
using DeployTasks.Prompts;
using DeployTasks.Recipes;
using DeployTasks.Scripts;
using DeployTasks.Wire;
using DeployTasks.Worker;

namespace DeployTasks.Tests.Worker;

/// <summary>Sets the scene of one host: its settings, what it answers, and afterwards all that was said and saved.</summary>
internal sealed class HostScene
{
    public static readonly Place Place = new("/srv/app/deploy.yaml", 3, 7);
    private readonly HostState _state;

    public HostScene(params IEnumerable<(string Name, Value Value)> settings)
    {
        _state = new HostState("web1", Saved.Add);
        _state.Load(new LoadResponse(
            settings.Append((Name: "run_id", Value: new Text("r1"))).DistinctBy(setting => setting.Name)
                .ToImmutableSortedDictionary(setting => setting.Name, setting => setting.Value)));
    }

    public RecordingSession Host { get; } = new();
    /// <summary>Takes the place of <see cref="Host"/> when it is set.</summary>
    public IHostSession? Session { get; init; }
    public RecordingSession ThisMachine { get; } = new();
    public List<Event> Events { get; } = [];
    public List<Question> Questions { get; } = [];
    public List<SaveRequest> Saved { get; } = [];
    /// <summary>Those of <see cref="Events"/> that need not go out at once.</summary>
    public List<Event> Held { get; } = [];
    public Action<Event> OnEvent { get; set; } = _ => { };
    public Action OnFlush { get; set; } = () => { };
    public string Answer { get; init; } = "";
    public TimeProvider Clock { get; init; } = TimeProvider.System;
    public Settings Settings => _state.Settings;

    public StepEnded Ended => Events.OfType<StepEnded>().Last();

    public Task<Outcome> RunAsync(params ImmutableArray<Step> steps) => RunAsync(CancellationToken.None, steps);

    public async Task<Outcome> RunAsync(CancellationToken cancel, params ImmutableArray<Step> steps)
    {
        var outcome = await new StepRunner(Scope()).RunAsync("build", steps, cancel);
        if (_state.TakeUnsaved() is { } request)
        {
            Saved.Add(request);
        }
        return outcome;
    }

    /// <summary>Runs one step that must fail.</summary>
    public async Task<Error> FailAsync(Step step)
    {
        var outcome = await RunAsync(step);
        Assert.Equal(OutcomeKind.Failed, outcome.Kind);
        return outcome.Error!;
    }

    // The bytes are the reader's buffer, which is used again.
    private void Hear(Event happened)
    {
        Events.Add(happened is Output output ? output with { Bytes = output.Bytes.ToArray() } : happened);
        OnEvent(happened);
    }

    private StepScope Scope() => new()
    {
        Host = "web1",
        State = _state,
        Session = Session ?? Host,
        Local = new Lazy<IHostSession>(ThisMachine),
        Emit = Hear,
        Hold = happened =>
        {
            Held.Add(happened);
            Hear(happened);
        },
        Flush = () => OnFlush(),
        Ask = question =>
        {
            Questions.Add(question);
            return Answer;
        },
        Clock = Clock,
        Bell = new ScriptBell("web1", CallbackKey.Of("t0ken"), port: 1),
    };
}
