using System.Text.Json;
using DeployTasks.Recipes;

namespace DeployTasks.Wire;

internal static class StepJson
{
    private static readonly string[] OnLostWords = ["finish", "stop"];
    private static readonly string[] JobWords = ["report", "logs", "stop", "clean"];
    private static readonly string[] PromptWords = ["ask", "choice", "confirmation", "hidden"];
    private static readonly string[] LevelWords = ["info", "warning", "failure"];

    public static void Write(Utf8JsonWriter writer, Step step)
    {
        writer.WriteStartObject();
        switch (step)
        {
            case RunStep s:
                writer.WriteString("step", "run");
                writer.WriteString("command", s.Command);
                writer.Flag("locally", s.Locally);
                writer.Text("output", s.Output);
                break;
            case ScriptStep s:
                writer.WriteString("step", "script");
                writer.Text("file", s.File);
                writer.Text("inline", s.Inline);
                writer.Text("interpreter", s.Interpreter);
                writer.Texts("arguments", s.Arguments);
                writer.Flag("detach", s.Detach);
                writer.Text("name", s.Name);
                writer.WriteString("onLost", OnLostWords[(int)s.OnLost]);
                break;
            case WaitStep s:
                writer.WriteString("step", "wait");
                writer.WriteString("name", s.Name);
                break;
            case JobStep s:
                writer.WriteString("step", "job");
                writer.WriteString("action", JobWords[(int)s.Action]);
                writer.Text("job", s.Job);
                writer.Flag("follow", s.Follow);
                writer.Seconds("age", s.Age);
                break;
            case UploadStep s:
                writer.WriteString("step", "upload");
                writer.WriteString("source", s.Source);
                writer.WriteString("destination", s.Destination);
                writer.Text("mode", s.Mode);
                break;
            case DownloadStep s:
                writer.WriteString("step", "download");
                writer.WriteString("source", s.Source);
                writer.WriteString("destination", s.Destination);
                break;
            case TemplateStep s:
                writer.WriteString("step", "template");
                writer.WriteString("destination", s.Destination);
                writer.Text("source", s.Source);
                writer.Text("inline", s.Inline);
                writer.Text("mode", s.Mode);
                break;
            case PromptStep s:
                writer.WriteString("step", "prompt");
                writer.WriteString("kind", PromptWords[(int)s.Kind]);
                writer.WriteString("key", s.Key);
                writer.WriteString("question", s.Question);
                writer.Texts("choices", s.Choices);
                writer.Text("default", s.Default);
                writer.Flag("perHost", s.PerHost);
                break;
            case SetStep s:
                writer.WriteString("step", "set");
                writer.Settings("values", s.Values);
                writer.Flag("share", s.Share);
                break;
            case HealthStep s:
                writer.WriteString("step", "health");
                writer.Text("url", s.Url);
                writer.Text("command", s.Command);
                writer.Text("expect", s.Expect);
                writer.Seconds("interval", s.Interval);
                break;
            case InvokeStep s:
                writer.WriteString("step", "invoke");
                writer.WriteString("task", s.Task);
                writer.List("steps", s.Steps, Write);
                break;
            case MessageStep s:
                writer.WriteString("step", "message");
                writer.WriteString("level", LevelWords[(int)s.Level]);
                writer.WriteString("message", s.Message);
                break;
            case ReleaseStep s:
                writer.WriteString("step", "release");
                writer.WriteString("action", s.Action);
                writer.TextMap("arguments", s.Arguments);
                break;
        }
        WriteCommon(writer, step);
        writer.WriteEndObject();
    }

    public static Step Read(JsonElement json)
    {
        var fields = new Fields(json);
        var step = ReadCommon(ReadOne(fields, OutcomeJson.ReadPlace(fields.Object("place"))), fields);
        fields.End();
        return step;
    }

    private static Step ReadOne(Fields fields, Place place) => fields.Text("step") switch
    {
        "run" => new RunStep(place, fields.Text("command"))
        {
            Locally = fields.Flag("locally"),
            Output = fields.TextOrNull("output"),
        },
        "script" => new ScriptStep(place)
        {
            File = fields.TextOrNull("file"),
            Inline = fields.TextOrNull("inline"),
            Interpreter = fields.TextOrNull("interpreter"),
            Arguments = fields.Texts("arguments"),
            Detach = fields.Flag("detach"),
            Name = fields.TextOrNull("name"),
            OnLost = (OnLost)fields.Word("onLost", OnLostWords),
        },
        "wait" => new WaitStep(place, fields.Text("name")),
        "job" => new JobStep(place, (JobAction)fields.Word("action", JobWords))
        {
            Job = fields.TextOrNull("job"),
            Follow = fields.Flag("follow"),
            Age = fields.Seconds("age"),
        },
        "upload" => new UploadStep(place, fields.Text("source"), fields.Text("destination")) { Mode = fields.TextOrNull("mode") },
        "download" => new DownloadStep(place, fields.Text("source"), fields.Text("destination")),
        "template" => new TemplateStep(place, fields.Text("destination"))
        {
            Source = fields.TextOrNull("source"),
            Inline = fields.TextOrNull("inline"),
            Mode = fields.TextOrNull("mode"),
        },
        "prompt" => new PromptStep(
            place, (PromptKind)fields.Word("kind", PromptWords), fields.Text("key"), fields.Text("question"))
        {
            Choices = fields.Texts("choices"),
            Default = fields.TextOrNull("default"),
            PerHost = fields.Flag("perHost"),
        },
        "set" => new SetStep(place, fields.Settings("values")) { Share = fields.Flag("share") },
        "health" => new HealthStep(place)
        {
            Url = fields.TextOrNull("url"),
            Command = fields.TextOrNull("command"),
            Expect = fields.TextOrNull("expect"),
            Interval = fields.Seconds("interval"),
        },
        "invoke" => new InvokeStep(place, fields.Text("task")) { Steps = fields.List("steps", Read) },
        "message" => new MessageStep(place, (MessageLevel)fields.Word("level", LevelWords), fields.Text("message")),
        "release" => new ReleaseStep(place, fields.Text("action")) { Arguments = fields.TextMap("arguments") },
        var other => throw new JsonException($"no step '{other}'"),
    };

    private static void WriteCommon(Utf8JsonWriter writer, Step step)
    {
        OutcomeJson.WritePlace(writer, step.Place);
        writer.Text("if", step.If);
        writer.Text("cwd", step.Cwd);
        writer.TextMap("env", step.Env);
        writer.TextMap("secrets", step.Secrets);
        writer.Seconds("timeout", step.Timeout);
        writer.Seconds("idleTimeout", step.IdleTimeout);
        writer.Flag("allowFailure", step.AllowFailure);
        writer.Text("as", step.As);
    }

    private static Step ReadCommon(Step step, Fields fields) => step with
    {
        If = fields.TextOrNull("if"),
        Cwd = fields.TextOrNull("cwd"),
        Env = fields.TextMap("env"),
        Secrets = fields.TextMap("secrets"),
        Timeout = fields.SecondsOrNull("timeout"),
        IdleTimeout = fields.SecondsOrNull("idleTimeout"),
        AllowFailure = fields.Flag("allowFailure"),
        As = fields.TextOrNull("as"),
    };
}
