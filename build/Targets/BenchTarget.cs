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
        (string Name, Func<Task<Table>> Run)[] parts =
        [
            ("comparisons", new Comparisons(options, all).RunAsync),
            ("cpu", new ClientCpu(options, all).RunAsync),
            ("steps", new StepCosts(options, ours).RunAsync),
            ("releases", new ReleaseCosts(options, tools).RunAsync),
            ("file", new BigFileCosts(options, tools).RunAsync),
            ("trips", new RoundTrips(tools).RunAsync),
            ("memory", new MemoryUse(options, all).RunAsync),
        ];
        var wanted = Array.FindAll(parts, part => options.Only is null || part.Name == options.Only);
        if (wanted.Length == 0)
        {
            throw new BuildFailedException($"--only takes one of: {string.Join(", ", parts.Select(part => part.Name))}");
        }

        // A whole bench takes long: what is measured is told, and kept, at once.
        var file = Repository.Artifacts("bench.md");
        File.Delete(file);
        foreach (var part in wanted)
        {
            var table = $"{await part.Run()}\n";
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
        var there = Array.FindAll(tools, tool => File.Exists(tool.Program));
        return there.Length == 0 ? throw new BuildFailedException("Nothing is published yet; run: dotnet run --project build -- publish")
            : feed.SshNet ? [.. there, .. there.Select(tool => tool.OverSshNet)]
            : there;
    }
}
