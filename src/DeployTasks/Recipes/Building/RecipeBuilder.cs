using System.Collections.Immutable;
using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes.Building;

/// <summary>Merges documents into one recipe: what comes later wins, hooks add up, an overlay comes last.</summary>
internal sealed class RecipeBuilder(SettingReader settings, Findings findings)
{
    private const int MostHosts = 10_000;
    private ImmutableSortedDictionary<string, Value> _config = ImmutableSortedDictionary<string, Value>.Empty;
    private ImmutableSortedDictionary<string, TaskDefinition> _tasks = ImmutableSortedDictionary<string, TaskDefinition>.Empty;
    private readonly List<HostDefinition> _hosts = [];
    private readonly Dictionary<string, int> _hostIndex = [];
    private Artifact? _artifact;

    public IReadOnlyDictionary<string, Place> SettingPlaces => settings.Places;

    public Recipe Build(string path, IReadOnlyList<RecipeDocument> documents, string? environmentName)
    {
        foreach (var document in documents)
        {
            AddHostsAndConfig(document.Root);
            AddTasks(document);
            _artifact = document.Root.Find("artifact") is Mapping artifact ? ReadArtifact(new Fields(artifact)) : _artifact;
        }

        Overlay(path, documents, environmentName);
        return new Recipe
        {
            File = Path.GetFullPath(path),
            Config = _config,
            Hosts = [.. _hosts.Select(WithHostname)],
            Tasks = _tasks,
            Before = Hooks(documents, "before"),
            After = Hooks(documents, "after"),
            Fail = Hooks(documents, "fail"),
            Artifact = _artifact,
        };
    }

    private void Overlay(string path, IReadOnlyList<RecipeDocument> documents, string? name)
    {
        var environments = documents.SelectMany(document => document.Root.EntriesOf("environments")).ToLookup(entry => entry.Name);
        if (name is not null && !environments.Contains(name))
        {
            findings.Add(Errors.UnknownEnvironment(name, [.. environments.Select(known => known.Key)]), new Place(path));
        }

        Mapping[] chosen = name is null ? [] : [.. environments[name].Select(entry => entry.Value).OfType<Mapping>()];
        var named = chosen.SelectMany(AddHostsAndConfig).ToHashSet();
        if (chosen.Any(overlay => overlay.Find("hosts") is not null))
        {
            // -e staging must never reach a production host that stands above.
            _hosts.RemoveAll(host => !named.Contains(host.Alias));
        }
    }

    /// <summary>The aliases it names.</summary>
    private List<string> AddHostsAndConfig(Mapping source)
    {
        if (source.Find("config") is Mapping config)
        {
            _config = _config.SetItems(settings.ReadSettings(config));
        }

        var named = new List<string>();
        foreach (var host in new HostReader(settings, findings).ReadAll(source.Find("hosts")))
        {
            named.Add(host.Alias);
            if (_hostIndex.TryAdd(host.Alias, _hosts.Count))
            {
                _hosts.Add(host);
                if (_hosts.Count > MostHosts)
                {
                    throw new DeployException(Errors.TooManyHosts(MostHosts).At(host.Place));
                }
            }
            else
            {
                var known = _hostIndex[host.Alias];
                _hosts[known] = host with
                {
                    Settings = _hosts[known].Settings.SetItems(host.Settings),
                    Labels = _hosts[known].Labels.SetItems(host.Labels),
                };
            }
        }

        return named;
    }

    private HostDefinition WithHostname(HostDefinition host) =>
        host.Settings.ContainsKey("hostname") || _config.ContainsKey("hostname") ? host : host with
        {
            Settings = host.Settings.Add("hostname", new Text(HostNames.Bare(host.Alias.Split('/')[0]))),
        };

    private void AddTasks(RecipeDocument document)
    {
        var steps = new StepReader(settings);
        foreach (var entry in document.Root.EntriesOf("tasks"))
        {
            var task = new TaskDefinition(entry.Name, entry.Key.Place) { BuiltIn = document.BuiltIn };
            task = entry.Value switch
            {
                Sequence group => task with { Group = Fields.TextsOf(group) },
                Mapping map => ReadTask(task, new Fields(map), steps),
                _ => task,
            };
            // A publication that is written anew goes batch by batch as before.
            var rolls = _tasks.TryGetValue(entry.Name, out var replaced) && replaced is { BuiltIn: true, Rolling: true };
            _tasks = _tasks.SetItem(entry.Name, task with { Rolling = task.Rolling || rolls });
        }
    }

    private static TaskDefinition ReadTask(TaskDefinition task, Fields fields, StepReader steps) => task with
    {
        Description = fields.Text("desc") ?? "",
        Once = fields.Flag("once"),
        OncePerNode = fields.Flag("once_per_node"),
        Limit = fields.Number("limit"),
        Select = fields.Text("select"),
        Rolling = fields.Flag("rolling"),
        Hidden = fields.Flag("hidden"),
        Steps = steps.ReadAll(fields.Node("steps")),
        Group = fields.Texts("tasks"),
    };

    private static Artifact ReadArtifact(Fields artifact) => new(artifact.Place)
    {
        Path = artifact.Text("path"),
        Exclude = artifact.Texts("exclude"),
        Repository = artifact.Text("repository"),
        Revision = artifact.Text("revision"),
        SubDirectory = artifact.Text("sub_directory"),
    };

    private static ImmutableSortedDictionary<string, ImmutableList<string>> Hooks(
        IReadOnlyList<RecipeDocument> documents, string kind) => documents
        .SelectMany(document => document.Root.EntriesOf(kind))
        .GroupBy(entry => entry.Name)
        .SortedBy(hooks => hooks.Key, hooks => hooks.SelectMany(entry => Fields.TextsOf(entry.Value)).ToImmutableList());
}
