using DeployTasks.Lab;

namespace DeployTasks.Build.Bench;

/// <summary>How much memory is in use while every host is connected and runs a command.</summary>
internal sealed class MemoryUse(BenchOptions options, IReadOnlyList<Contender> contenders)
{
    public async Task<Table> RunAsync()
    {
        var hosts = options.Hosts.Max();
        var table = new Table(
            $"Memory with {hosts} hosts connected; PSS in MB, without the servers", "who", "in all", "our master", "one worker of ours");
        await using var lab = await SshLab.StartAsync(hosts, new LabOptions { Config = KeyExchange.Curve25519.SshdConfig });
        var scene = Scene.Of(lab, KeyExchange.Curve25519, hosts);
        foreach (var contender in contenders)
        {
            Say.Line($"memory of {contender.Name}");
            var peak = await Memory.PeakAsync(contender.Prepare(scene, Workload.Hold));
            table.Add(contender.Name, peak is null ? "failed" : $"{peak.Total:0}", Cell(peak?.Master), Cell(peak?.Worker));
        }

        return table;
    }

    private static string Cell(double? size) => size is null or 0 ? "" : $"{size:0.0}";
}
