namespace DeployTasks.Build.Targets;

internal static class PackTarget
{
    public static string Folder => Repository.Artifacts("packages");

    /// <summary>
    /// Every packable project of src/ becomes a package; the tool becomes one per runtime and one that points to them. A
    /// release names all runtimes (<c>--runtimes linux-x64,win-x64</c>); each is packed on a machine of its own.
    /// </summary>
    public static async Task RunAsync(IReadOnlyList<string> options)
    {
        var runtimes = options.SkipWhile(option => option != "--runtimes").ElementAtOrDefault(1);
        await PackagesAsync(await Feed.AskAsync(options), runtimes ?? Feed.Runtime);
    }

    public static Task PackagesAsync(Feed feed) => PackagesAsync(feed, Feed.Runtime);

    private static async Task PackagesAsync(Feed feed, string runtimes)
    {
        await PublishTarget.ToolAsync(feed);
        Say.Heading("pack");
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        foreach (var project in Repository.SourceProjects)
        {
            await (project.StartsWith(Repository.Tool, StringComparison.Ordinal) ? PackToolAsync(project, feed, runtimes) : PackAsync(project, [.. feed.Properties, .. FastTool]));
        }

        foreach (var package in Directory.EnumerateFiles(Folder).Order(StringComparer.Ordinal))
        {
            Say.Line($"{new FileInfo(package).Length / 1024,8} KB  {package}");
        }
    }

    // The packages for MSBuild and Cake carry the tool: IL for any platform, and this one compiled ahead of time.
    private static string[] FastTool =>
        [$"-p:FastToolFolder={Path.GetDirectoryName(PublishTarget.Tool)}", $"-p:FastToolRuntime={Feed.Runtime}"];

    private static async Task PackToolAsync(string project, Feed feed, string runtimes)
    {
        string[] properties = [.. feed.Properties, feed.ToolCode, $"-p:ToolRuntime={runtimes.Replace(",", "%3B")}"];
        await PackAsync(project, properties);
        if (feed.Native)
        {
            // For native code that was the pointing package alone: the SDK leaves each runtime to a call of its own.
            await PackAsync(project, [.. properties, "-r", Feed.Runtime]);
            await PackAsync(project, [.. properties, "-r", "any"]);
        }
    }

    private static Task PackAsync(string project, IEnumerable<string> properties) =>
        Dotnet.RunAsync(["pack", project, "-c", "Release", "-o", Folder, "-v", "q", "--nologo", .. properties]);
}
