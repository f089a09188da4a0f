using System.Collections.Immutable;
using System.Text.Json;
using DeployTasks.Recipes.Building;
using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes.Keys;

/// <summary>An action of a step: one key, and the options that may stand beside it.</summary>
internal sealed record StepAction(string Name, Shape Shape, string About, ImmutableArray<Key> Options)
{
    /// <summary>A rule that spans its keys.</summary>
    public Action<Mapping, Findings> Also { get; init; } = (_, _) => { };

    /// <summary>The same rule in the schema, as far as a schema can say it.</summary>
    public Action<Utf8JsonWriter> AlsoInSchema { get; init; } = _ => { };
}

/// <summary>Every action with its options.</summary>
internal static class StepKeys
{
    private static readonly Key If = new("if", Shapes.Condition, "The step is skipped when this does not hold.");
    private static readonly Key Timeout = new("timeout", Shapes.Duration, "The step is ended after this long; 0 is never.");
    private static readonly Key AllowFailure = new("allow_failure", Shapes.Flag, "A failure is shown and the task goes on.");
    private static readonly Key As = new("as", Shapes.Template, "User to become (sudo -n).");

    private static readonly ImmutableArray<Key> Transfer = [If, As, Timeout, AllowFailure];

    private static readonly ImmutableArray<Key> Process =
    [
        .. Transfer,
        new("cwd", Shapes.Template, "Folder to run in."),
        new("env", EnvironmentShapes.Variables, "Environment variables of the command."),
        new("secrets", EnvironmentShapes.Variables, "Like env; the values are masked everywhere."),
        new("idle_timeout", Shapes.Duration, "The longest silence that is borne; 0 is any."),
        new("allow_loader_env", Shapes.Flag, "Permits variables such as LD_PRELOAD in env."),
    ];

    private static readonly ImmutableArray<Key> Command =
        [.. Process, new("output", Shapes.Writable, "Setting that receives what it prints.")];

    private static readonly ImmutableArray<Key> Prompt =
    [
        If,
        new("key", Shapes.Writable, "Setting that receives the answer, and its name in DEPLOY_ANSWER_KEY.") { Required = true },
        new("per_host", Shapes.Flag, "Every host gets its own answer."),
    ];

    private static readonly Key Default = new("default", Shapes.Template, "The answer when nobody gives one.");

    private static readonly Key Source = new("src", Shapes.Path, "File or folder, relative to the recipe file.") { Required = true };
    private static readonly Key Target = new("dest", Shapes.Path, "Where it goes.") { Required = true };
    private static readonly Key Mode = new("mode", Shapes.Mode, "Octal mode of the file, such as 0640.");

    public static readonly Table Upload = new("upload", [Source, Target, Mode]);

    public static readonly Table Download = new("download", [Source with { About = "File or folder on the host." }, Target]);

    public static readonly Table Template = new("template",
    [
        Source with { Required = false, About = "Template file, relative to the recipe file." },
        new("content", Shapes.Template, "The template itself."),
        Target,
        Mode,
    ])
    {
        OneOf = ["src", "content"],
    };

    public static readonly Table Health = new("health",
    [
        new("url", Shapes.Template, "Address that must answer, asked on the host."),
        new("command", Shapes.Command, "Command that must succeed."),
        new("expect", Shapes.Template, "HTTP status, or text the answer must contain."),
        Timeout with { About = "How long to keep trying." },
        new("interval", Shapes.Duration, "Pause between tries; default: 1s."),
    ])
    {
        OneOf = ["url", "command"],
    };

    public static readonly ImmutableArray<StepAction> All =
    [
        new("run", Shapes.Command, "A command on the host.", Command),
        new("run_locally", Shapes.Command, "A command on the machine that deploys.", Command),
        new("script", Shapes.Path, "A script file beside the recipe, or, in several lines, the script itself.",
        [
            .. Process,
            new("interpreter", Shapes.Command, "What runs it; default: its first line if that begins with #!, else bash."),
            new("args", new ListShape(Shapes.Template, "a list of texts"), "Arguments of the script."),
            new("detach", Shapes.Flag, "Starts it and goes on; wait: NAME waits for its end."),
            new("name", Shapes.Name, "Name to wait for."),
            new("on_lost", Shapes.Choice("finish", "stop"), "What a detached script does when nobody listens any more."),
        ])
        {
            Also = CheckScript,
            AlsoInSchema = json =>
            {
                json.WritePropertyName("anyOf");
                json.WriteRawValue("""[{"required": ["name"]}, {"properties": {"detach": {"enum": [false]}}}]""");
            },
        },
        new("wait", Shapes.Template, "Waits for a detached script, by its name or its id.", Transfer),
        new("upload", Upload, "A file or folder of this machine to the host.", Transfer),
        new("download", Download, "A file or folder of the host to this machine.", Transfer),
        new("template", Template, "A text file with placeholders, rendered and put on the host.", Transfer),
        new("ask", Shapes.Template, "A question.", [.. Prompt, Default]),
        new("choose", Shapes.Template, "A question with a choice of answers.",
        [
            .. Prompt,
            Default,
            new("choices", new ListShape(Shapes.Template, "a list of texts"), "The answers to choose from.") { Required = true },
        ])
        {
            Also = DefaultIsAChoice,
        },
        new("confirm", Shapes.Template, "A question for yes or no.", [.. Prompt, Default with { Shape = Shapes.Flag }]),
        new("secret", Shapes.Template, "A question whose answer is hidden and masked.", Prompt),
        new("set", new MapShape(new AnyShape(), "a map of settings", Shapes.Writable), "Writes settings of this host.",
            [If, new("share", Shapes.Flag, "Writes them for every host.")]),
        new("health", Health, "Waits until the host answers as expected.", Transfer),
        new("invoke", Shapes.TaskName, "Runs the steps of another task here, without its hooks.", [If]),
        new("info", Shapes.Template, "Says something.", [If]),
        new("warn", Shapes.Template, "Says something that should be seen.", [If]),
        new("fail", Shapes.Template, "Ends the task as failed.", [If]),
        new("release", Shapes.Text, "A part of the release flow; see the built-in tasks.",
            [.. Transfer, new("with", new MapShape(Shapes.Template, "a map of texts", Shapes.Name), "Settings for that part alone, such as keep_releases.")]),
    ];

    private static void CheckScript(Mapping step, Findings findings)
    {
        if (step.Find("script") is Scalar script && script.Text.Contains('\n'))
        {
            findings.Catch(script.Place, () =>
            {
                InlineScript.Check(script.Text, new Fields(step).Text("interpreter"));
                return true;
            });
        }

        if (step.Find("detach") is Scalar { IsTrue: true } && step.Find("name") is null)
        {
            findings.Add(Errors.DetachedWithoutName(), step.Place);
        }
    }

    private static void DefaultIsAChoice(Mapping step, Findings findings)
    {
        var choices = new Fields(step).Texts("choices");
        if (step.Find("default") is Scalar answer && !choices.Contains(answer.Text)
            && !choices.Append(answer.Text).Any(text => text.Contains("{{")))
        {
            findings.Add(Errors.DefaultIsNoChoice(answer.Text), answer.Place);
        }
    }
}
