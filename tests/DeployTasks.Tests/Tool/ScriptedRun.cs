using System.Collections.Immutable;
using System.Text;
using DeployTasks.Events;

namespace DeployTasks.Tests.Tool;

/// <summary>A run that never was: two hosts, one of which fails, with everything a face may have to show.</summary>
internal static class ScriptedRun
{
    public static readonly Error ExitThree =
        new("DT5001", ExitCode.StepFailed, "systemctl restart app ended with exit code 3", "Look at the last lines of its output above")
        {
            Place = new Place("deploy.yaml", 12, 9),
            Host = "web2",
            Task = "app:restart",
            Detail = "at line one\nat line two",
        };

    public static IEnumerable<Event> Events()
    {
        var at = 0;
        return All().Select(happened => happened with { At = TimeSpan.FromMilliseconds(100 * at++) });
    }

    public static void Play(IEventSink sink)
    {
        foreach (var happened in Events())
            sink.Handle(happened);
    }

    private static IEnumerable<Event> All() =>
    [
        new RunStarted("1a2b3c", ["deploy"], ["web1", "web2", "db1"]),
        new Said(null, SaidLevel.Debug, "[master] Starting server at http://127.0.0.1:4711"),
        new WorkerStarted("web1", "0.1.0"), new WorkerStarted("web2", "0.1.0"), new Alive("web1"),
        new HostConnected("web1", Seconds(0.35)), new HostConnected("web2", Seconds(0.4)), new HostConnected("db1", Seconds(0.1)),
        new TaskStarted("app:migrate", ["db1"]),
        new QuestionAnswered("db1", "branch", "DEPLOY_ANSWER_BRANCH"),
        new StepStarted("db1", "app:migrate", 1, "./migrate --to 12"),
        Bytes("db1", "migrating with s3cr3t\n50%\r100%\n"),
        new StepEnded("db1", "app:migrate", 1, Outcome.Done, 0, Seconds(2.5)),
        new StepStarted("db1", "app:migrate", 2, "vacuum"),
        new StepEnded("db1", "app:migrate", 2, Outcome.Done, null, Seconds(0)) { Skipped = true },
        new HostTaskEnded("db1", "app:migrate", 1, Outcome.Done, Seconds(2.6)),
        new TaskEnded("app:migrate", Seconds(2.6)),
        new TaskStarted("app:restart", ["web1", "web2"]),
        new StepStarted("web1", "app:restart", 1, "systemctl restart app"),
        new StepStarted("web2", "app:restart", 1, "systemctl restart app"),
        Bytes("web1", "web1 half a "), Bytes("web2", "::error::forged\nJob failed", OutputStream.Error), Bytes("web1", "line\n"),
        new Progress("web1", "web.tar.gz", 5_000_000, 10_000_000),
        new Said("web1", SaidLevel.Info, "release 12 is served"),
        new Said("web2", SaidLevel.Warning, "disk is 91% full"),
        new StepEnded("web2", "app:restart", 1, Outcome.Failed(ExitThree), 3, Seconds(1.1)),
        new HostTaskEnded("web2", "app:restart", 1, Outcome.Failed(ExitThree), Seconds(1.2)),
        new StepEnded("web1", "app:restart", 1, Outcome.Done, 0, Seconds(1.4)),
        new HostTaskEnded("web1", "app:restart", 1, Outcome.Unchanged, Seconds(1.5)),
        new TaskEnded("app:restart", Seconds(1.5)),
        new HostEnded("web1", Outcome.Done, Seconds(5)) { Facts = Facts("release_name", "12").Add("release_path", "/srv/app/releases/12") },
        new HostEnded("web2", Outcome.Failed(ExitThree), Seconds(4)),
        new HostEnded("db1", Outcome.Done, Seconds(3)),
        new RunEnded(ExitCode.StepFailed, Seconds(5.2)) { Errors = [ExitThree] },
    ];

    private static Output Bytes(string host, string text, OutputStream stream = OutputStream.Out) =>
        new(host, stream, Encoding.UTF8.GetBytes(text));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static ImmutableSortedDictionary<string, string> Facts(string name, string value) =>
        ImmutableSortedDictionary<string, string>.Empty.Add(name, value);
}
