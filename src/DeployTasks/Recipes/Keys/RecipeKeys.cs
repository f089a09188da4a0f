using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes.Keys;

/// <summary>The whole recipe language as data: the reader, the JSON schema and did-you-mean all come from here.</summary>
internal static class RecipeKeys
{
    private static readonly Shape NameOrNames = new EitherShape(
        scalar: Shapes.TaskName, list: new ListShape(Shapes.TaskName, "a list of tasks"));

    private static readonly Shape Hooks = new MapShape(NameOrNames, "a map of tasks to tasks", Shapes.TaskName);

    private static readonly Shape Labels = new MapShape(
        new EitherShape(scalar: Shapes.Label, list: new ListShape(Shapes.Label, "a list of labels")), "a map of labels", Shapes.LabelName);

    private static readonly Shape Paths = new EitherShape(
        scalar: Shapes.Template, list: new ListShape(Shapes.Template, "a list of texts"));

    private static readonly ReferenceShape Config = new("config", new Table("config", SettingKeys.All)
    {
        Others = new AnyShape(),
        Also = EnvironmentShapes.RefuseLoaders,
    });

    private static readonly Table Host = new("host",
        [.. SettingKeys.All, new Key("labels", Labels, "What selectors match; a value or a list of values.")])
    {
        Others = new AnyShape(),
        Also = EnvironmentShapes.RefuseLoaders,
    };

    private static readonly ReferenceShape Hosts = new("hosts", new EitherShape(
        list: new ListShape(Shapes.Text, "a list of hosts"),
        map: new MapShape(new EitherShape(map: Host, orNothing: true), "a map of hosts")));

    private static readonly Shape Steps = new ListShape(new StepShape(), "a list of steps");

    private static readonly Table TaskTable = new("task",
    [
        new("desc", Shapes.Text, "One line for dotnet deploy tasks."),
        new("once", Shapes.Flag, "Only on the first host that select admits."),
        new("once_per_node", Shapes.Flag, "Only on the first host of every node: label node, else hostname."),
        new("limit", Shapes.Number(1, 10_000), "How many hosts run it at a time."),
        new("select", Shapes.Selector, "Narrows the run's hosts for this task."),
        new("rolling", Shapes.Flag, "Runs batch by batch under --batch."),
        new("hidden", Shapes.Flag, "Left out of dotnet deploy tasks."),
        new("steps", Steps, "What it does, in order."),
        new("tasks", new ListShape(Shapes.TaskName, "a list of tasks"), "A group: the tasks it stands for, in order."),
    ])
    {
        OneOf = ["steps", "tasks"],
        Also = OnceIsOnce,
    };

    private static readonly Shape Task = new EitherShape(list: new ListShape(Shapes.TaskName, "a list of tasks"), map: TaskTable);

    private static readonly Table Artifact = new("artifact",
    [
        new("path", Shapes.Path, "Folder or archive, relative to this file."),
        new("exclude", Paths, "Glob patterns that are left out."),
        new("repository", Shapes.Path, "Git repository that is cloned on the machine that deploys."),
        new("revision", Shapes.Template, "Branch, tag or commit; default: HEAD."),
        new("sub_directory", Shapes.Template, "The folder of the repository that is deployed; default: all of it."),
    ])
    {
        OneOf = ["path", "repository"],
    };

    private static readonly Table Environment = new("environment",
    [
        new("config", Config, "Wins over the recipe's config."),
        new("hosts", Hosts, "The hosts of such a run; what stands above about a host of the same name holds."),
    ]);

    public static readonly Table Recipe = new("recipe",
    [
        new("import", new EitherShape(scalar: Shapes.Path, list: new ListShape(Shapes.Path, "a list of files")),
            "Files to read first, relative to this one; what stands here wins."),
        new("config", Config, "Settings of every host."),
        new("hosts", Hosts, "Where to deploy to."),
        new("tasks", new MapShape(Task, "a map of tasks", Shapes.TaskName), "What can be run."),
        new("before", Hooks, "Task: tasks that run before it."),
        new("after", Hooks, "Task: tasks that run after it."),
        new("fail", Hooks, "Task: tasks that run when it has failed."),
        new("artifact", Artifact, "What is deployed."),
        new("environments", new MapShape(Environment, "a map of environments", Shapes.Name), "Overlays, chosen by -e."),
    ])
    {
        HasHidden = true,
    };

    /// <summary>Shapes that stand at several places, by the name the schema gives them.</summary>
    public static readonly ReferenceShape[] Shared = [Config, Hosts, EnvironmentReference.Shape];

    private static void OnceIsOnce(Mapping task, Findings findings)
    {
        if (task.Find("once") is Scalar { IsTrue: true } && task.Find("once_per_node") is Scalar { IsTrue: true })
        {
            findings.Add(Errors.OnceTwice(), task.Place);
        }
    }
}
