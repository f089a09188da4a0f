using DeployTasks.Lab;

namespace DeployTasks.Build.Bench;

/// <summary>
/// Whole deployments of 200 files, 5 MB: the first, one of a new build that differs in 1 %, one of the same build.
/// </summary>
internal sealed class ReleaseCosts(BenchOptions options, IReadOnlyList<OurTool> tools)
{
    private const int Files = 200;
    private const int Size = 25_000;
    private const int Hosts = 10;

    public async Task<Table> RunAsync()
    {
        var disk = HostDisk.Choose(options, need: 2L << 30);
        var table = new Table(
            $"Deploy {Files} files, 5 MB, to {Hosts} hosts {disk.Name}; seconds, median; "
            + "floor: tar c | ssh HOST 'tar x, ln -s, mv -T', all at once, stock key exchange",
            "who", "key exchange", "first", "× floor", "1 % changed", "× first", "unchanged", "one command", "×");
        await using var lab = await SshLab.StartAsync(Hosts, new LabOptions { Disk = disk.Folder });
        var scene = Scene.Of(lab, KeyExchange.Stock, Hosts);
        var floor = new List<double>();
        var rounds = tools.ToDictionary(tool => tool.Name, _ => new List<Deployments>());
        for (var round = 0; round < Math.Min(options.Stage.Rounds, 5); round++)
        {
            Say.Line($"deployments, round {round + 1}");
            var tree = Tree.Create(Path.Combine(scene.Folder, $"tree{round}"), Files, Size);
            floor.AddRange(await Timing.OfAsync("floor", FloorScript(scene, tree, $"floor{round}")) is { } took ? [took] : Array.Empty<double>());
            var order = tools.ToArray();
            new Random(round).Shuffle(order);
            foreach (var tool in order)
            {
                rounds[tool.Name].AddRange(await DeployAsync(tool, scene, tree) is { } all ? [all] : Array.Empty<Deployments>());
            }
        }

        var least = Timing.Median(floor);
        table.Add("floor: tar | ssh", scene.KeyExchange.Name, $"{least:0.00}", "1.00", "", "", "", "", "");
        foreach (var tool in tools)
        {
            var all = rounds[tool.Name];
            var first = Timing.Median([.. all.Select(one => one.First)]);
            var changed = Timing.Median([.. all.Select(one => one.Changed)]);
            var unchanged = Timing.Median([.. all.Select(one => one.Unchanged)]);
            var single = Timing.Median([.. all.Select(one => one.Single)]);
            table.Add(tool.Name, tool.Contender.KeyExchangeIn(scene), $"{first:0.00}", $"{first / least:0.00}", $"{changed:0.00}", $"{changed / first:0.00}",
                $"{unchanged:0.00}", $"{single:0.00}", $"{unchanged / single:0.00}");
        }

        return table;
    }

    private static async Task<Deployments?> DeployAsync(OurTool tool, Scene scene, Tree tree)
    {
        var recipe = scene.Write($"deploy{Guid.NewGuid():N}.yaml", $"""
            artifact:
              path: {tree.Folder}
            {tool.Hosts(scene, alias => $"    deploy_path: {scene.Lab.Folder}/hosts/{alias}/deploy{Guid.NewGuid():N}")}
            """);
        var script = $"{tool.Program} run deploy -f {recipe}";
        var command = $"{tool.Program} exec -f {recipe} true";
        var first = await Timing.OfAsync(tool.Name, script);
        tree.Change(Files / 100, Size);
        var changed = await Timing.OfAsync(tool.Name, script);
        var unchanged = await Timing.OfAsync(tool.Name, script);
        var single = await Timing.OfAsync(tool.Name, command);
        return first is null || changed is null || unchanged is null || single is null ? null
            : new(first.Value, changed.Value, unchanged.Value, single.Value);
    }

    private static string FloorScript(Scene scene, Tree tree, string name) => $"""
        pids=
        for host in {string.Join(' ', scene.Hosts.Select(host => host.Alias))}; do
          tar c -C {tree.Folder} . | ssh -T -F {scene.SshConfig} $host \
            "mkdir -p {scene.Lab.Folder}/hosts/$host/{name}/1 && cd {scene.Lab.Folder}/hosts/$host/{name} \
             && tar x -C 1 && ln -s 1 new && mv -T new current" & pids="$pids $!"
        done
        for pid in $pids; do wait $pid || exit 1; done
        """;

    private sealed record Deployments(double First, double Changed, double Unchanged, double Single);
}
