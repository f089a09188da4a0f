using System.Collections.Concurrent;
using System.Collections.Immutable;
using DeployTasks.Events;
using DeployTasks.Master;
using DeployTasks.Planning;
using DeployTasks.Prompts;
using DeployTasks.Recipes;
using DeployTasks.Tests.Master.Server;

namespace DeployTasks.Tests.Master;

/// <summary>A run of a plan with fake workers, and all it said.</summary>
internal sealed class RunUnderTest : IEventSink, IDisposable
{
    private static readonly Place Somewhere = new("deploy.yaml", 1, 1);

    public FakeWorkers Workers { get; init; } = new();
    public IAnswers Answers { get; init; } = new Answering((_, _) => new AnswerResult("yes", "default"));
    public IReadOnlyList<IEventSink> OtherSinks { get; init; } = [];
    public CancelSource Cancel { get; init; } = new();
    public RunOptions Options { get; init; } = new();
    public ConcurrentQueue<Event> Events { get; } = [];

    public RunEnded End => Events.OfType<RunEnded>().Single();
    public IReadOnlyList<Error> Errors => End.Errors;

    public Task<ExitCode> RunAsync(Plan plan) =>
        new DeployRun(plan, Options, Answers, Workers, [.. OtherSinks, this]).RunAsync(Cancel);

    public void Handle(Event happened) => Events.Enqueue(happened);

    public void Dispose() => Cancel.Dispose();

    public Outcome OutcomeOf(string host, string task) =>
        Events.OfType<HostTaskEnded>().Single(ended => ended.Host == host && ended.Task == task).Outcome;

    public Outcome OutcomeOf(string host) => Events.OfType<HostEnded>().Single(ended => ended.Host == host).Outcome;

    /// <summary>All tasks on all hosts, one block.</summary>
    public static Plan Plan(string[] hosts, params string[] tasks) => Plan(hosts, [.. tasks.Select(task => Task(task, hosts))]);

    public static Plan Plan(string[] hosts, ImmutableArray<PlannedTask> tasks, params PlannedTask[] onFailure) =>
        new(["deploy"], [.. hosts.Select(alias => Host(alias))], [new Block(Rolling: false, [new Batch(tasks)])], [.. onFailure]);

    public static PlannedTask Task(string name, string[] hosts, int limit = 100, string[]? failureOf = null) =>
        new(new TaskDefinition(name, Somewhere), [.. hosts], limit, "")
        {
            Id = IdOf(name),
            Seats = [.. hosts.Select(host => new Seat([host]))],
            FailureOf = [.. (failureOf ?? []).Select(cause => new Cause(cause, IdOf(cause)))],
        };

    private static int IdOf(string name) => string.GetHashCode(name, StringComparison.Ordinal);

    public static PlannedHost Host(string alias, params (string Name, string Text)[] settings) =>
        new(new HostDefinition(alias, Somewhere), settings.ToImmutableSortedDictionary(
            setting => setting.Name, Value (setting) => new Text(setting.Text)));

    public static Outcome Failure(ExitCode exit = ExitCode.StepFailed, string code = "DT5001") =>
        Outcome.Failed(new Error(code, exit, "It broke", "Mend it"));
}
