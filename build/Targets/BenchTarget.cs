using System.Diagnostics;
using DeployTasks.Build.Bench;
using DeployTasks.Build.Bench.Peers;

namespace DeployTasks.Build.Targets;

internal static class BenchTarget
{
    public static async Task RunAsync(IReadOnlyList<string> arguments)
    {
        var watch = Stopwatch.StartNew();
        var options = BenchOptions.Parse(arguments);
        await Requirements.EnsureAsync([.. Requirements.OfTests, .. options.InstallPeers ? AllPeers.Requirements : []]);
        var tools = await ToolsAsync(arguments);
        var ours = tools.Select(tool => tool.Contender).ToArray();
        Contender[] all = [Floor.Contender, .. ours, .. options.Peers ? AllPeers.Present(options.Deployer) : []];

        Say.Heading($"bench: {string.Join(", ", all.Select(one => one.Name))}");
        Table[] tables =
        [
            await new Comparisons(options, all).RunAsync(),
            await new ClientCpu(options, all).RunAsync(),
            await new StepCosts(options, ours).RunAsync(),
            await new ReleaseCosts(options, tools).RunAsync(),
            await new BigFileCosts(options, tools).RunAsync(),
            await new RoundTrips(tools).RunAsync(),
            await new MemoryUse(options, all).RunAsync(),
        ];

        var report = string.Join('\n', tables.Select(table => table.ToString()));
        var file = Repository.Artifacts("bench.md");
        await File.WriteAllTextAsync(file, report);
        Say.Line($"\n{report}\n{watch.Elapsed.TotalSeconds:0} s; also in {file}");
    }

    private static async Task<OurTool[]> ToolsAsync(IReadOnlyList<string> arguments)
    {
        var feed = await Feed.AskAsync(arguments);
        if (!arguments.Contains("--published"))
        {
            await PublishTarget.RunAsync(feed, nativeFallback: !feed.Native);
        }

        OurTool[] tools = feed.Native
            ? [new("DeployTasks, native", PublishTarget.Tool)]
            : [new("DeployTasks, native net9.0", PublishTarget.NativeFallbackTool), new("DeployTasks, ReadyToRun", PublishTarget.Tool)];
        return feed.SshNet ? [.. tools, .. tools.Select(tool => tool.OverSshNet)] : tools;
    }
}
