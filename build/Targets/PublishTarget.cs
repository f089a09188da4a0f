namespace DeployTasks.Build.Targets;

internal static class PublishTarget
{
    public static string Tool => Repository.Artifacts("tool", Repository.Program("dotnet-deploy"));
    public static string NativeFallbackTool => Repository.Artifacts("tool-net9-native", "dotnet-deploy");
    public static string ReadyToRunTool => Repository.Artifacts("tool-ready-to-run", Repository.Program("dotnet-deploy"));

    public static async Task RunAsync(IReadOnlyList<string> options) =>
        await RunAsync(await Feed.AskAsync(options), options.Contains("--both"));

    /// <param name="both">Both kinds of code, so that they can be compared.</param>
    public static async Task RunAsync(Feed feed, bool both)
    {
        await ToolAsync(feed);
        if (both)
        {
            await (feed.Native ? ReadyToRunAsync(feed) : NativeFallbackAsync(feed));
        }
    }

    /// <summary>Native code where the feed has the net10.0 pack, else ReadyToRun on the installed framework.</summary>
    public static async Task ToolAsync(Feed feed)
    {
        await Requirements.EnsureAsync(feed.Native ? Requirements.OfNativeCode : []);
        await PublishAsync(feed.Native ? "native" : "ReadyToRun", Feed.Runtime, Tool, [.. feed.Properties, feed.ToolCode]);
    }

    public static Task ReadyToRunAsync(Feed feed) =>
        PublishAsync("ReadyToRun", "to compare", ReadyToRunTool, [.. feed.Properties, "-p:ToolCode=ReadyToRun"]);

    /// <summary>The same sources as native net9.0 code, for demo and benchmarks only, never packed (design §3.2).</summary>
    private static async Task NativeFallbackAsync(Feed feed)
    {
        await Requirements.EnsureAsync(Requirements.OfNativeCode);
        await PublishAsync(
            "native net9.0", "which is out of support: for demo and benchmarks only", NativeFallbackTool,
            ["-p:NativeFallback=true", "-p:ToolCode=Native", $"-p:WithSshNet={feed.SshNet}"]);
    }

    // A file that an earlier publish left would be run beside the new ones, so the folder starts empty.
    private static async Task PublishAsync(string code, string note, string tool, IEnumerable<string> properties)
    {
        Say.Heading($"publish the tool ({code}, {note})");
        var folder = Path.GetDirectoryName(tool)!;
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        await Dotnet.RunAsync([
            "publish", Repository.Tool, "-c", "Release", "-r", Feed.Runtime, "-o", folder, "-v", "q", "--nologo", .. properties]);
        Say.Line($"{code} tool: {tool}");
    }
}
