using System.Diagnostics;
using System.Globalization;
using DeployTasks.Lab;

namespace DeployTasks.Build.Bench;

/// <summary>What the machine that deploys computes for one host: all processes of a contender, without the servers.</summary>
internal sealed class ClientCpu(BenchOptions options, IReadOnlyList<Contender> contenders)
{
    private const int Most = 10;

    public async Task<Table> RunAsync()
    {
        var hosts = Math.Min(options.Hosts.Max(), Most);
        var table = new Table(
            $"CPU of the client for each of {hosts} hosts; milliseconds, median", "who", "key exchange", "steps", "single");
        await using var stock = await SshLab.StartAsync(hosts);
        await using var fast = await SshLab.StartAsync(hosts, new LabOptions { Config = KeyExchange.Curve25519.SshdConfig });
        foreach (var scene in new[] { Scene.Of(stock, KeyExchange.Stock, hosts), Scene.Of(fast, KeyExchange.Curve25519, hosts) })
        {
            // What has a key exchange of its own computes the same in both.
            foreach (var one in contenders.Where(one => one.KeyExchangeIn(scene) == scene.KeyExchange.Name && (!one.OwnSsh || scene.KeyExchange == KeyExchange.Curve25519)))
            {
                Say.Line($"CPU of {one.Name}, key exchange {scene.KeyExchange.Name}");
                table.Add(one.Name, scene.KeyExchange.Name, await CellAsync(one, scene, Workload.Steps), await CellAsync(one, scene, Workload.Single));
            }
        }

        return table;
    }

    private async Task<string> CellAsync(Contender one, Scene scene, Workload workload)
    {
        var script = $"({one.Prepare(scene, workload)}\n) >/dev/null 2>&1 && times";
        var taken = new List<double>();
        var watch = Stopwatch.StartNew();
        while (taken.Count < options.Stage.Rounds && watch.Elapsed < options.Stage.Patience)
        {
            var (exit, output) = await Child.CaptureAsync("sh", "-c", script);
            if (exit != 0)
            {
                return "failed";
            }

            taken.Add(Milliseconds(output.Split('\n')[1]) / scene.Hosts.Count);
        }

        return $"{Timing.Median(taken):0.0}";
    }

    // The second line of the shell's times: its children, user and system, such as 0m1.230s 0m0.340s.
    private static double Milliseconds(string line) => line.Split(' ').Select(time => time.TrimEnd('s').Split('m'))
        .Sum(time => (60_000 * double.Parse(time[0], CultureInfo.InvariantCulture)) + (1000 * double.Parse(time[1], CultureInfo.InvariantCulture)));
}
