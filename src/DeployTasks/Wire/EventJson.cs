using System.Text.Json;
using DeployTasks.Events;

namespace DeployTasks.Wire;

internal static class EventJson
{
    private static readonly string[] Streams = ["out", "error"];
    private static readonly string[] Levels = ["debug", "info", "warning"];

    public static void Write(Utf8JsonWriter writer, Event happened)
    {
        switch (happened)
        {
            case RunStarted e:
                Begin(writer, "run-started", e);
                writer.WriteString("run", e.Run);
                writer.Texts("tasks", e.Tasks);
                writer.Texts("hosts", e.Hosts);
                break;
            case WorkerStarted e:
                Begin(writer, "worker-started", e, e.Host);
                writer.WriteString("version", e.Version);
                break;
            case Alive e:
                Begin(writer, "alive", e, e.Host);
                break;
            case HostConnected e:
                Begin(writer, "host-connected", e, e.Host);
                writer.Seconds("took", e.Took);
                break;
            case TaskStarted e:
                Begin(writer, "task-started", e);
                writer.WriteString("task", e.Task);
                writer.Texts("hosts", e.Hosts);
                break;
            case StepStarted e:
                Begin(writer, "step-started", e, e.Host, e.Task);
                writer.WriteNumber("step", e.Step);
                writer.WriteString("title", e.Title);
                break;
            case Output e:
                Begin(writer, "output", e, e.Host);
                writer.WriteString("stream", Streams[(int)e.Stream]);
                writer.WriteBase64String("bytes", e.Bytes.Span);
                break;
            case Line e:
                Begin(writer, "line", e, e.Host);
                writer.WriteString("stream", Streams[(int)e.Stream]);
                writer.WriteString("text", e.Text);
                break;
            case Progress e:
                Begin(writer, "progress", e, e.Host);
                writer.WriteString("what", e.What);
                writer.WriteNumber("done", e.Done);
                writer.WriteNumber("total", e.Total);
                break;
            case Said e:
                Begin(writer, "said", e, e.Host);
                writer.WriteString("level", Levels[(int)e.Level]);
                writer.WriteString("text", e.Text);
                break;
            case StepEnded e:
                Begin(writer, "step-ended", e, e.Host, e.Task);
                writer.WriteNumber("step", e.Step);
                OutcomeJson.Write(writer, "outcome", e.Outcome);
                writer.Whole("exit", e.Exit);
                writer.Seconds("took", e.Took);
                writer.Text("signal", e.Signal);
                writer.Flag("skipped", e.Skipped);
                break;
            case HostTaskEnded e:
                Begin(writer, "host-task-ended", e, e.Host, e.Task);
                writer.WriteNumber("assignment", e.Assignment);
                OutcomeJson.Write(writer, "outcome", e.Outcome);
                writer.Seconds("took", e.Took);
                break;
            case TaskEnded e:
                Begin(writer, "task-ended", e);
                writer.WriteString("task", e.Task);
                writer.Seconds("took", e.Took);
                break;
            case QuestionAnswered e:
                Begin(writer, "question-answered", e, e.Host);
                writer.WriteString("key", e.Key);
                writer.WriteString("source", e.Source);
                break;
            case HostLost e:
                Begin(writer, "host-lost", e, e.Host);
                writer.WritePropertyName("error");
                OutcomeJson.WriteError(writer, e.Error);
                break;
            case HostEnded e:
                Begin(writer, "host-ended", e, e.Host);
                OutcomeJson.Write(writer, "outcome", e.Outcome);
                writer.Seconds("took", e.Took);
                writer.TextMap("facts", e.Facts);
                break;
            case RunEnded e:
                Begin(writer, "run-ended", e);
                writer.WriteNumber("exit", (int)e.Exit);
                writer.Seconds("took", e.Took);
                writer.List("errors", e.Errors, OutcomeJson.WriteError);
                break;
        }
    }

    public static Event Read(Fields fields)
    {
        var at = fields.Seconds("at");
        return fields.Text("event") switch
        {
            "run-started" => new RunStarted(fields.Text("run"), fields.Texts("tasks"), fields.Texts("hosts")) { At = at },
            "worker-started" => new WorkerStarted(Host(fields), fields.Text("version")) { At = at },
            "alive" => new Alive(Host(fields)) { At = at },
            "host-connected" => new HostConnected(Host(fields), Took(fields)) { At = at },
            "task-started" => new TaskStarted(Task(fields), fields.Texts("hosts")) { At = at },
            "step-started" =>
                new StepStarted(Host(fields), Task(fields), fields.Whole("step"), fields.Text("title")) { At = at },
            "output" =>
                new Output(Host(fields), (OutputStream)fields.Word("stream", Streams), fields.Bytes("bytes")) { At = at },
            "progress" =>
                new Progress(Host(fields), fields.Text("what"), fields.Long("done"), fields.Long("total")) { At = at },
            "said" => new Said(fields.TextOrNull("host"), (SaidLevel)fields.Word("level", Levels), fields.Text("text")) { At = at },
            "step-ended" => new StepEnded(
                Host(fields), Task(fields), fields.Whole("step"), Outcome(fields), fields.WholeOrNull("exit"), Took(fields))
            {
                At = at,
                Signal = fields.TextOrNull("signal"),
                Skipped = fields.Flag("skipped"),
            },
            "host-task-ended" => new HostTaskEnded(
                Host(fields), Task(fields), fields.Whole("assignment"), Outcome(fields), Took(fields))
            { At = at },
            "task-ended" => new TaskEnded(Task(fields), Took(fields)) { At = at },
            "question-answered" => new QuestionAnswered(Host(fields), fields.Text("key"), fields.Text("source")) { At = at },
            "host-lost" => new HostLost(Host(fields), OutcomeJson.ReadError(fields.Object("error"))) { At = at },
            "host-ended" => new HostEnded(Host(fields), Outcome(fields), Took(fields)) { At = at, Facts = fields.TextMap("facts") },
            "run-ended" => new RunEnded(OutcomeJson.ReadExit(fields), Took(fields))
            {
                At = at,
                Errors = fields.List("errors", item => OutcomeJson.ReadError(new Fields(item))),
            },
            var other => throw new JsonException($"no event '{other}'"),
        };
    }

    private static void Begin(Utf8JsonWriter writer, string word, Event happened, string? host = null, string? task = null)
    {
        writer.WriteString("event", word);
        writer.Seconds("at", happened.At);
        writer.Text("host", host);
        writer.Text("task", task);
    }

    private static string Host(Fields fields) => fields.Text("host");

    private static string Task(Fields fields) => fields.Text("task");

    private static TimeSpan Took(Fields fields) => fields.Seconds("took");

    private static Outcome Outcome(Fields fields) => OutcomeJson.Read(fields.Object("outcome"));
}
