using DeployTasks.Lab;

namespace DeployTasks.Build.Bench;

/// <summary>What one more step, and one more task with its barrier, adds on one host, near and 20 ms away.</summary>
internal sealed class StepCosts(BenchOptions options, IReadOnlyList<Contender> tools)
{
    private const int Many = 50;
    private static readonly TimeSpan OneWay = TimeSpan.FromMilliseconds(10);
    private static readonly Workload One = new("one", 1, 1, "true");
    private static readonly Workload ManySteps = new("many-steps", 1, 1 + Many, "true");
    private static readonly Workload ManyTasks = new("many-tasks", 1 + Many, 1, "true");

    public async Task<Table> RunAsync()
    {
        var table = new Table("One step more, one task more, on one host; milliseconds, median", "who", "round trip", "step", "task");
        await using var lab = await SshLab.StartAsync();
        var link = await lab.LinkAsync(lab.Hosts[0], new LinkFault { Delay = OneWay });
        await AddAsync(table, "loopback", Scene.Of(lab, KeyExchange.Stock, 1));
        await AddAsync(table, "20 ms", new Scene(lab, KeyExchange.Stock, [new("far1", lab.Hosts[0].Address, link.Port)]));
        return table;
    }

    private async Task AddAsync(Table table, string distance, Scene scene)
    {
        Say.Line($"cost of a step, {distance}");
        var one = await options.Stage.CompareAsync(tools, scene, One);
        var steps = await options.Stage.CompareAsync(tools, scene, ManySteps);
        var tasks = await options.Stage.CompareAsync(tools, scene, ManyTasks);
        foreach (var name in tools.Select(tool => tool.Name))
        {
            table.Add(name, distance, Each(steps, one, name), Each(tasks, one, name));
        }
    }

    private static string Each(IReadOnlyDictionary<string, double> many, IReadOnlyDictionary<string, double> one, string name) =>
        many.TryGetValue(name, out var all) && one.TryGetValue(name, out var first)
            ? $"{(all - first) / Many * 1000:0.0}"
            : "failed";
}
