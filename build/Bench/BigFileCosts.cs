using System.Security.Cryptography;
using DeployTasks.Lab;

namespace DeployTasks.Build.Bench;

/// <summary>100 MB that do not compress, to one host; the digest is verified there. Start, plan and packing come before a run begins and are told apart.</summary>
internal sealed class BigFileCosts(BenchOptions options, IReadOnlyList<OurTool> tools)
{
    private const int Size = 100 << 20;

    public async Task<Table> RunAsync()
    {
        var disk = HostDisk.Choose(options, need: 5L << 30);
        var table = new Table(
            $"100 MB of noise to one host {disk.Name}, digest verified; seconds, median; floor: cat | ssh HOST 'cat >file'",
            "who", "run", "× floor", "start, plan and packing");
        await using var lab = await SshLab.StartAsync(1, new LabOptions { Disk = disk.Folder });
        var scene = Scene.Of(lab, KeyExchange.Stock, 1);
        var folder = Directory.CreateDirectory(Path.Combine(scene.Folder, "big")).FullName;
        var file = Path.Combine(folder, "noise.bin");
        var floor = new List<double>();
        var runs = tools.ToDictionary(tool => tool.Name, _ => new List<(double Run, double Packing)>());
        for (var round = 0; round < Math.Min(options.Stage.Rounds, 5); round++)
        {
            Say.Line($"100 MB, round {round + 1}");
            await File.WriteAllBytesAsync(file, RandomNumberGenerator.GetBytes(Size));
            var cat = $"cat {file} | ssh -T -F {scene.SshConfig} {scene.Hosts[0].Alias} 'cat >{lab.Hosts[0].Folder}/floor{round}'";
            floor.AddRange(await Timing.OfAsync("floor", cat) is { } took ? [took] : Array.Empty<double>());
            foreach (var tool in tools)
            {
                var recipe = scene.Write($"big{Guid.NewGuid():N}.yaml", $"""
                    artifact:
                      path: {folder}
                    {tool.Hosts(scene, _ => $"    deploy_path: {lab.Hosts[0].Folder}/big{Guid.NewGuid():N}")}
                    """);
                var story = await Story.OfAsync(tool, "run", "deploy", "-f", recipe);
                runs[tool.Name].Add((story.Run, story.Whole - story.Run));
            }
        }

        var least = Timing.Median(floor);
        table.Add("floor: cat | ssh", $"{least:0.00}", "1.00", "");
        foreach (var (name, all) in runs)
        {
            var run = Timing.Median([.. all.Select(one => one.Run)]);
            table.Add(name, $"{run:0.00}", $"{run / least:0.00}", $"{Timing.Median([.. all.Select(one => one.Packing)]):0.00}");
        }

        return table;
    }
}
