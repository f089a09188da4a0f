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
        Contender[] all = [Floor.Contender, .. tools, .. options.Peers ? AllPeers.Present(options.Deployer) : []];

        Say.Heading($"bench: {string.Join(", ", all.Select(one => one.Name))}");
        Table[] tables =
        [
            await new Comparisons(options, all).RunAsync(),
            await new StepCosts(options, tools).RunAsync(),
            await new MemoryUse(options, all).RunAsync(),
        ];

        var report = string.Join('\n', tables.Select(table => table.ToString()));
        var file = Repository.Artifacts("bench.md");
        await File.WriteAllTextAsync(file, report);
        Say.Line($"\n{report}\n{watch.Elapsed.TotalSeconds:0} s; also in {file}");
    }

    private static async Task<Contender[]> ToolsAsync(IReadOnlyList<string> arguments)
    {
        var feed = await Feed.AskAsync(arguments);
        await PublishTarget.ToolAsync(feed);
        if (feed.Native)
        {
            return [OurTool.Contender("DeployTasks, native", PublishTarget.Tool)];
        }

        await PublishTarget.NativeFallbackAsync();
        return
        [
            OurTool.Contender("DeployTasks, native net9.0", PublishTarget.NativeFallbackTool),
            OurTool.Contender("DeployTasks, ReadyToRun", PublishTarget.Tool),
        ];
    }
}
