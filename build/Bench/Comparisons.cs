using DeployTasks.Lab;

namespace DeployTasks.Build.Bench;

/// <summary>Everybody does the same work on 1, 10 and 50 hosts, with either key exchange.</summary>
internal sealed class Comparisons(BenchOptions options, IReadOnlyList<Contender> contenders)
{
    public async Task<Table> RunAsync()
    {
        var table = new Table(
            "Connect, then 20 tasks of one command with a barrier (steps); connect, then one command (single); seconds, median",
            "who", "key exchange", "floor's", "hosts", "steps", "× floor", "single", "× floor");
        foreach (var keyExchange in options.KeyExchange is { } one ? [one] : KeyExchange.Usual)
        {
            await using var lab = await SshLab.StartAsync(options.Hosts.Max(), new LabOptions { Config = keyExchange.SshdConfig });
            foreach (var hosts in options.Hosts)
            {
                Say.Line($"comparing on {hosts} hosts, key exchange {keyExchange.Name}");
                await AddAsync(table, Scene.Of(lab, keyExchange, hosts));
            }
        }

        return table;
    }

    private async Task AddAsync(Table table, Scene scene)
    {
        var present = contenders.Where(one => !one.OwnSsh || scene.KeyExchange == KeyExchange.Curve25519).ToArray();
        var steps = await options.Stage.CompareAsync(present, scene, Workload.Steps);
        var single = await options.Stage.CompareAsync(present, scene, Workload.Single);
        foreach (var one in present)
        {
            var (stepsTook, stepsRatio) = Cells(steps, one.Name);
            var (singleTook, singleRatio) = Cells(single, one.Name);
            table.Add(one.Name, one.KeyExchangeIn(scene), scene.KeyExchange.Name, $"{scene.Hosts.Count}", stepsTook, stepsRatio, singleTook, singleRatio);
        }
    }

    private static (string Took, string Ratio) Cells(IReadOnlyDictionary<string, double> medians, string name) =>
        medians.TryGetValue(name, out var took) && medians.TryGetValue(Floor.Contender.Name, out var floor)
            ? ($"{took:0.000}", $"{took / floor:0.00}")
            : ("failed", "");
}
