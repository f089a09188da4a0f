namespace DeployTasks.Build.Targets;

/// <summary>The fault tests of every test program at full length; <c>test</c> runs a bounded version of the same.</summary>
internal static class FaultsTarget
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(3);

    public static async Task RunAsync(IReadOnlyList<string> options)
    {
        var feed = await Feed.AskAsync(options);
        await Requirements.EnsureAsync(Requirements.OfTests);
        await PublishTarget.ToolAsync(feed);
        Environment.SetEnvironmentVariable("DEPLOYTASKS_FAULTS", "long");
        var counts = new List<TestCount>();
        foreach (var project in Repository.TestProjects.Where(HasFaults))
        {
            await Dotnet.RunAsync(["build", project, "-c", "Release", "-v", "q", "--nologo", .. feed.Properties]);
            counts.Add(await TestProgram.RunAsync(project, Limit, "at full length", "-namespace", "*.Faults*"));
        }

        TestReport.Close(counts);
    }

    private static bool HasFaults(string project) =>
        Directory.EnumerateDirectories(Path.GetDirectoryName(project)!, "Faults", SearchOption.AllDirectories)
            .Any(folder => Directory.EnumerateFiles(folder, "*.cs").Any());
}
