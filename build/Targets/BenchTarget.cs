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
        Func<Task<Table>>[] parts =
        [
            new Comparisons(options, all).RunAsync,
            new ClientCpu(options, all).RunAsync,
            new StepCosts(options, ours).RunAsync,
            new ReleaseCosts(options, tools).RunAsync,
            new BigFileCosts(options, tools).RunAsync,
            new RoundTrips(tools).RunAsync,
            new MemoryUse(options, all).RunAsync,
        ];

        // A whole bench takes long: what is measured is told, and kept, at once.
        var file = Repository.Artifacts("bench.md");
        File.Delete(file);
        foreach (var part in parts)
        {
            var table = $"{await part()}\n";
            await File.AppendAllTextAsync(file, table);
            Say.Line($"\n{table}");
        }

        Say.Line($"{watch.Elapsed.TotalSeconds:0} s; also in {file}");
    }

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
        return feed.SshNet ? [.. tools, .. tools.Select(tool => tool.OverSshNet)] : tools;
    }
}
