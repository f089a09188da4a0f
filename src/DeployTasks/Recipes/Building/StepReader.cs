using System.Collections.Immutable;
using DeployTasks.Recipes.Keys;
using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes.Building;

/// <summary>Turns step nodes into steps; what has no readable action was reported already and is left out.</summary>
internal sealed class StepReader(SettingReader settings)
{
    public ImmutableArray<Step> ReadAll(Node? node) =>
        node is Sequence steps ? [.. steps.Items.Select(Read).OfType<Step>()] : [];

    private Step? Read(Node node) => node switch
    {
        Scalar command => new RunStep(command.Place, command.Text),
        Mapping map when StepShape.ActionOf(map) is { } action => ReadAction(action.Name, new Fields(map)),
        _ => null,
    };

    private Step ReadAction(string action, Fields step) => WithOptions(Read(action, step), step);

    private Step Read(string action, Fields step) => action switch
    {
        "run" => new RunStep(step.Place, step.Required("run")) { Output = step.Text("output") },
        "run_locally" => new RunStep(step.Place, step.Required("run_locally")) { Output = step.Text("output"), Locally = true },
        "script" => Script(step),
        "wait" => new WaitStep(step.Place, step.Required("wait")),
        "upload" => Upload(step.Place, step.Map("upload")),
        "download" => new DownloadStep(step.Place, step.Map("download").Required("src"), step.Map("download").Required("dest")),
        "template" => Template(step.Place, step.Map("template")),
        "ask" => Prompt(PromptKind.Ask, step, action),
        "choose" => Prompt(PromptKind.Choice, step, action),
        "confirm" => Prompt(PromptKind.Confirmation, step, action),
        "secret" => Prompt(PromptKind.Hidden, step, action),
        "set" => new SetStep(step.Place, step.Node("set") is Mapping values
            ? settings.ReadAll(values) : ImmutableSortedDictionary<string, Value>.Empty)
        { Share = step.Flag("share") },
        "health" => Health(step.Place, step.Map("health")),
        "invoke" => new InvokeStep(step.Place, step.Required("invoke")),
        "info" => new MessageStep(step.Place, MessageLevel.Info, step.Required("info")),
        "warn" => new MessageStep(step.Place, MessageLevel.Warning, step.Required("warn")),
        "fail" => new MessageStep(step.Place, MessageLevel.Failure, step.Required("fail")),
        "release" => new ReleaseStep(step.Place, step.Required("release")) { Arguments = step.Pairs("with") },
        _ => throw new InvalidOperationException(action),
    };

    private static Step WithOptions(Step step, Fields fields) => step with
    {
        If = fields.Text("if"),
        Cwd = fields.Text("cwd"),
        Env = fields.Pairs("env"),
        Secrets = fields.Pairs("secrets"),
        Timeout = step.Timeout ?? fields.Duration("timeout"),
        IdleTimeout = fields.Duration("idle_timeout"),
        AllowFailure = fields.Flag("allow_failure"),
        As = fields.Text("as"),
    };

    private static ScriptStep Script(Fields step)
    {
        var text = step.Required("script");
        var inline = text.Contains('\n');
        return new ScriptStep(step.Place)
        {
            File = inline ? null : text,
            Inline = inline ? text : null,
            Interpreter = step.Text("interpreter"),
            Arguments = step.Texts("args"),
            Detach = step.Flag("detach"),
            Name = step.Text("name"),
            OnLost = step.Text("on_lost") == "stop" ? OnLost.Stop : OnLost.Finish,
        };
    }

    private static UploadStep Upload(Place place, Fields upload) =>
        new(place, upload.Required("src"), upload.Required("dest")) { Mode = upload.Text("mode") };

    private static TemplateStep Template(Place place, Fields template) => new(place, template.Required("dest"))
    {
        Source = template.Text("src"),
        Inline = template.Text("content"),
        Mode = template.Text("mode"),
    };

    private static PromptStep Prompt(PromptKind kind, Fields step, string action) =>
        new(step.Place, kind, step.Required("key"), step.Required(action))
        {
            Choices = step.Texts("choices"),
            Default = step.Text("default"),
            PerHost = step.Flag("per_host"),
        };

    private static HealthStep Health(Place place, Fields health) => new(place)
    {
        Url = health.Text("url"),
        Command = health.Text("command"),
        Expect = health.Text("expect"),
        Timeout = health.Duration("timeout"),
        Interval = health.Duration("interval") ?? TimeSpan.FromSeconds(1),
    };
}
