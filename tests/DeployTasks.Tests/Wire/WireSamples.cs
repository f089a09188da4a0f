using System.Collections.Immutable;
using System.Text;
using DeployTasks.Events;
using DeployTasks.Prompts;
using DeployTasks.Recipes;
using DeployTasks.Wire;

namespace DeployTasks.Tests.Wire;

/// <summary>One of every message, with something in every member.</summary>
internal static class WireSamples
{
    public static readonly ImmutableSortedDictionary<string, Value> NoSettings = ImmutableSortedDictionary<string, Value>.Empty;

    private static readonly Place Somewhere = new("deploy.yaml", 3, 7);

    private static readonly Error Trouble = new("DT5001", ExitCode.StepFailed, "It broke", "Mend it")
    {
        Place = Somewhere,
        Host = "web1",
        Task = "build",
        Detail = "tail\nof it",
    };

    public static readonly ImmutableSortedDictionary<string, Value> Settings = ImmutableSortedDictionary<string, Value>.Empty
        .Add("debug", new Flag(true))
        .Add("deploy_path", new Text("/srv/{{name}}"))
        .Add("list", new Items([new Text("a"), new Number("2"), Value.Null]))
        .Add("map", new Map(ImmutableSortedDictionary<string, Value>.Empty.Add("inner", new Secret("in a map"))))
        .Add("mode", new Number("0755"))
        .Add("password", new Secret("käse"))
        .Add("token", new Unset(Trouble))
        .Add("version", new Number("1.10"));

    private static readonly ImmutableSortedDictionary<string, string> Texts =
        ImmutableSortedDictionary<string, string>.Empty.Add("LANG", "C").Add("TZ", "UTC");

    public static IReadOnlyList<Step> Steps =>
    [
        Full(new RunStep(Somewhere, "echo {{name}}") { Locally = true, Output = "answer" }),
        Full(new ScriptStep(Somewhere)
        {
            File = "a.sh", Inline = "true", Interpreter = "bash", Arguments = ["x", "y"], Detach = true, Name = "job", OnLost = OnLost.Stop,
        }),
        Full(new WaitStep(Somewhere, "job")),
        Full(new JobStep(Somewhere, JobAction.Clean) { Job = "job", Follow = true, Age = TimeSpan.FromHours(1) }),
        Full(new UploadStep(Somewhere, "web", "{{release_path}}") { Mode = "0640" }),
        Full(new DownloadStep(Somewhere, "/var/log/x", "logs")),
        Full(new TemplateStep(Somewhere, "/etc/x") { Source = "x.tmpl", Inline = "text", Mode = "0600" }),
        Full(new PromptStep(Somewhere, PromptKind.Choice, "colour", "Which?") { Choices = ["red", "blue"], Default = "red", PerHost = true }),
        Full(new SetStep(Somewhere, Settings) { Share = true }),
        Full(new HealthStep(Somewhere) { Url = "http://x/", Command = "true", Expect = "204", Interval = TimeSpan.FromSeconds(2) }),
        Full(new InvokeStep(Somewhere, "other") { Steps = [new RunStep(Somewhere, "id")] }),
        Full(new MessageStep(Somewhere, MessageLevel.Failure, "no")),
        Full(new ReleaseStep(Somewhere, "symlink") { Arguments = Texts }),
    ];

    public static IReadOnlyList<Command> Commands =>
    [
        new Connect(),
        new Connect { IsDirect = true },
        new Assignment(1, "build", [.. Steps]) { IsUpToDate = true },
        new ScriptCalled("backup-7f3a"),
        new Cancel(ExitCode.Interrupted),
    ];

    public static IReadOnlyList<Event> Events =>
    [
        new RunStarted("r1", ["deploy"], ["web1", "web2"]) { At = TimeSpan.Zero },
        new WorkerStarted("web1", "5f1c"),
        new Alive("web1"),
        new HostConnected("web1", Ms(12)) { At = Ms(1) },
        new TaskStarted("build", ["web1"]) { At = Ms(2) },
        new StepStarted("web1", "build", 1, "echo hi") { At = Ms(3) },
        new Output("web1", OutputStream.Error, Encoding.Latin1.GetBytes("caf\u00e9\r\n\0")) { At = Ms(4) },
        new Progress("web1", "upload web", 5, 10_000_000_000) { At = Ms(5) },
        new Said("web1", SaidLevel.Warning, "line <b> \"quoted\" \u2028") { At = Ms(6) },
        new Said(null, SaidLevel.Debug, "the master speaks") { At = Ms(7) },
        new StepEnded("web1", "build", 1, Outcome.Failed(Trouble), 137, Ms(8)) { At = Ms(9), Signal = "KILL", Skipped = true },
        new HostTaskEnded("web1", "build", 3, Outcome.Unchanged, Ms(9)) { At = Ms(10) },
        new TaskEnded("build", Ms(10)) { At = Ms(11) },
        new QuestionAnswered("web1", "colour", "DEPLOY_ANSWER_COLOUR") { At = Ms(12) },
        new HostLost("web1", Trouble) { At = Ms(13) },
        new HostEnded("web1", Outcome.NotRun, Ms(14)) { At = Ms(14), Facts = Texts },
        new RunEnded(ExitCode.Terminated, TimeSpan.FromHours(30) + TimeSpan.FromTicks(1)) { At = Ms(15), Errors = [Trouble] },
    ];

    public static IReadOnlyList<object> Bodies =>
    [
        new LoadRequest("web1"),
        new LoadResponse(Settings),
        new SaveRequest("web1", Settings, Settings.Remove("mode")) { Hidden = NoSettings.Add("TOKEN", new Secret("hush")) },
        new ProxyRequest("web1", "askChoice", new Question(QuestionKind.Choice, "colour", "Which?")
        {
            Choices = ["red", "blue"], Default = "red", PerHost = true,
        }),
        new ProxyResponse("red"),
        new Refusal("Function not allowed: run") { Ending = ExitCode.TimedOut },
    ];

    public static IEnumerable<object> All => [.. Commands, .. Events, .. Bodies];

    public static byte[] Write(object message) => message switch
    {
        Command m => WireJson.Write(m),
        Event m => WireJson.Write(m),
        LoadRequest m => WireJson.Write(m),
        LoadResponse m => WireJson.Write(m),
        SaveRequest m => WireJson.Write(m),
        ProxyRequest m => WireJson.Write(m),
        ProxyResponse m => WireJson.Write(m),
        Refusal m => WireJson.Write(m),
        _ => throw new ArgumentException(message.GetType().Name, nameof(message)),
    };

    public static object Read(object like, byte[] json) => like switch
    {
        Command => WireJson.ReadCommand(json),
        Event => WireJson.ReadEvent(json),
        LoadRequest => WireJson.ReadLoadRequest(json),
        LoadResponse => WireJson.ReadLoadResponse(json),
        SaveRequest => WireJson.ReadSaveRequest(json),
        ProxyRequest => WireJson.ReadProxyRequest(json),
        ProxyResponse => WireJson.ReadProxyResponse(json),
        Refusal => WireJson.ReadRefusal(json),
        _ => throw new ArgumentException(like.GetType().Name, nameof(like)),
    };

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static Step Full(Step step) => step with
    {
        If = "x",
        Cwd = "/tmp",
        Env = Texts,
        Secrets = Texts,
        Timeout = TimeSpan.Zero,
        IdleTimeout = Ms(1500),
        AllowFailure = true,
        As = "root",
    };
}
