using DeployTasks.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace DeployTasks.SystemTests.GitHub;

/// <summary>
/// The jobs of the sample workflow, run as GitHub's engine would: after those they need, the jobs of a matrix at the same
/// time. Of their steps only those that use our action are run.
/// </summary>
internal sealed class SampleWorkflow(string checkout, IReadOnlyDictionary<string, string> contexts)
{
    private readonly Dictionary<string, bool> _ended = [];
    private readonly List<ActionRun> _runs = [];

    public Dictionary<string, string?> Environment { get; } = [];

    /// <summary>Called after every job, with whether it succeeded.</summary>
    public required Func<string, bool, Task> AfterJob { get; init; }

    public IReadOnlyList<ActionRun> Runs => _runs;

    public async Task RunAsync(string file)
    {
        var yaml = new YamlStream();
        using var reader = File.OpenText(Path.Combine(Repository.Root, "tests", "samples", "GitHub", ".github", "workflows", file));
        yaml.Load(reader);
        foreach (var (name, job) in (YamlMappingNode)yaml.Documents[0].RootNode["jobs"])
            await RunAsync(Text(name), (YamlMappingNode)job);
    }

    private async Task RunAsync(string name, YamlMappingNode job)
    {
        var needs = Find(job, "needs") switch
        {
            YamlScalarNode one => [Text(one)],
            YamlSequenceNode several => several.Select(Text),
            _ => Array.Empty<string>(),
        };
        var succeeded = needs.All(need => _ended[need]);
        if (!succeeded && (Find(job, "if") is not { } condition || Text(condition) != "always()"))
        {
            _ended[name] = false;
            return;
        }

        var runs = await Task.WhenAll(Shards(job).Select(shard => RunAsync((YamlSequenceNode)job["steps"], shard)));
        _ended[name] = runs.SelectMany(run => run).All(run => run.Exit == 0);
        _runs.AddRange(runs.SelectMany(run => run));
        await AfterJob(name, _ended[name]);
    }

    private async Task<List<ActionRun>> RunAsync(YamlSequenceNode steps, string shard)
    {
        var runs = new List<ActionRun>();
        var expressions = new Expressions(name => name == "matrix.shard" ? shard : contexts[name], hasFailed: false);
        foreach (var step in steps.Where(step => Find(step, "uses") is { } used && Text(used).StartsWith("deploytasks/", StringComparison.Ordinal)))
        {
            var inputs = ((YamlMappingNode)step["with"]).Select(input => (Text(input.Key), expressions.Fill(Text(input.Value))));
            var action = new ActionRun(checkout, inputs);
            foreach (var (name, value) in Environment)
                action.Environment[name] = value;
            runs.Add(await action.RunAsync());
        }

        return runs;
    }

    private static IEnumerable<string> Shards(YamlMappingNode job) =>
        Find(job, "strategy") is { } strategy ? ((YamlSequenceNode)strategy["matrix"]["shard"]).Select(Text) : [""];

    private static YamlNode? Find(YamlNode node, string name) => ((YamlMappingNode)node).Children.TryGetValue(name, out var value) ? value : null;

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
}
