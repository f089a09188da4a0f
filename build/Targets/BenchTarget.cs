using System.Diagnostics;
using DeployTasks.Build.Bench;
using DeployTasks.Build.Bench.Peers;

namespace DeployTasks.Build.Targets;

internal static class BenchTarget
{
    private static readonly (string Name, Func<BenchOptions, OurTool[], Contender[], Task<Table>> MeasureAsync)[] Parts =
    [
        ("comparisons", (options, _, all) => new Comparisons(options, all).RunAsync()),
        ("cpu", (options, _, all) => new ClientCpu(options, all).RunAsync()),
        ("steps", (options, tools, _) => new StepCosts(options, Contenders(tools)).RunAsync()),
        ("releases", (options, tools, _) => new ReleaseCosts(options, tools).RunAsync()),
        ("file", (options, tools, _) => new BigFileCosts(options, tools).RunAsync()),
        ("trips", (_, tools, _) => new RoundTrips(tools).RunAsync()),
        ("memory", (options, _, all) => new MemoryUse(options, all).RunAsync()),
    ];

    public static async Task RunAsync(IReadOnlyList<string> arguments)
    {
        var watch = Stopwatch.StartNew();
        var options = BenchOptions.Parse(arguments);
        var parts = Array.FindAll(Parts, part => options.Only is null || part.Name == options.Only);
        if (parts.Length == 0)
        {
            throw new BuildFailedException($"--only takes one of: {string.Join(", ", Parts.Select(part => part.Name))}");
        }

        await Requirements.EnsureAsync([.. Requirements.OfTests, .. options.InstallPeers ? AllPeers.Requirements : []]);
        var tools = await ToolsAsync(arguments);
        Contender[] all = [Floor.Contender, BarrierFloor.Contender, .. Contenders(tools), .. options.Peers ? AllPeers.Present(options.Deployer) : []];

        Say.Heading($"bench: {string.Join(", ", all.Select(one => one.Name))}");

        // A whole bench takes long: what is measured is told, and kept, at once.
        var file = Repository.Artifacts("bench.md");
        File.Delete(file);
        foreach (var (_, measureAsync) in parts)
        {
            var table = $"{await measureAsync(options, tools, all)}\n";
            await File.AppendAllTextAsync(file, table);
            Say.Line($"\n{table}");
        }

        Say.Line($"{watch.Elapsed.TotalSeconds:0} s; also in {file}");
    }

    private static Contender[] Contenders(OurTool[] tools) => [.. tools.Select(tool => tool.Contender)];

    private static async Task<OurTool[]> ToolsAsync(IReadOnlyList<string> arguments)
    {
        var feed = await Feed.AskAsync(arguments);
        if (!arguments.Contains("--published"))
        {
            await PublishTarget.RunAsync(feed, both: true);
        }

        OurTool[] tools = feed.Native
            ? [new("DeployTasks, native", PublishTarget.Tool), new("DeployTasks, ReadyToRun", PublishTarget.ReadyToRunTool)]
            : [new("DeployTasks, native net9.0", PublishTarget.NativeFallbackTool), new("DeployTasks, ReadyToRun", PublishTarget.Tool)];
        var there = Array.FindAll(tools, tool => File.Exists(tool.Program));
        return there.Length == 0 ? throw new BuildFailedException("Nothing is published yet; run: dotnet run --project build -- publish")
            : feed.SshNet ? [.. there, .. there.Select(tool => tool.OverSshNet)]
            : there;
    }
}
