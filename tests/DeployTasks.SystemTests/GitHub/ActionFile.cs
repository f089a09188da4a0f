using DeployTasks.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace DeployTasks.SystemTests.GitHub;

/// <summary><c>action.yml</c> as GitHub's runner reads it.</summary>
internal sealed class ActionFile
{
    private readonly YamlMappingNode _root;

    private ActionFile(YamlMappingNode root) => _root = root;

    public IReadOnlyDictionary<string, string> Defaults => Map("inputs")
        .ToDictionary(input => Text(input.Key), input => Find(input.Value, "default") ?? "");

    public IReadOnlyDictionary<string, string> Outputs => Map("outputs")
        .ToDictionary(output => Text(output.Key), output => Find(output.Value, "value")!);

    public IReadOnlyList<ActionStep> Steps =>
    [
        .. ((YamlSequenceNode)_root["runs"]["steps"]).Select(step => new ActionStep(
            Find(step, "id") ?? "", Find(step, "name")!, Find(step, "if"), Find(step, "uses"), Find(step, "shell"), Find(step, "run"))
        {
            Environment = step is YamlMappingNode map && map.Children.TryGetValue("env", out var env)
                ? ((YamlMappingNode)env).ToDictionary(pair => Text(pair.Key), pair => Text(pair.Value)) : [],
        }),
    ];

    public static ActionFile Load()
    {
        var yaml = new YamlStream();
        using var reader = File.OpenText(Path.Combine(Repository.Root, "action.yml"));
        yaml.Load(reader);
        return new ActionFile((YamlMappingNode)yaml.Documents[0].RootNode);
    }

    private YamlMappingNode Map(string name) => (YamlMappingNode)_root[name];

    private static string? Find(YamlNode node, string name) =>
        node is YamlMappingNode map && map.Children.TryGetValue(name, out var value) ? Text(value) : null;

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
}

internal sealed record ActionStep(string Id, string Name, string? If, string? Uses, string? Shell, string? Run)
{
    public Dictionary<string, string> Environment { get; init; } = [];
}
