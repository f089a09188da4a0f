namespace DeployTasks.Build.Targets;

internal static class TestTarget
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    public static async Task RunAsync(IReadOnlyList<string> options)
    {
        var feed = await Feed.AskAsync(options);
        await Requirements.EnsureAsync(Requirements.OfTests);
        await NodePackages.EnsureAsync();
        Say.Heading("build");
        await Dotnet.RunAsync(["build", Repository.Solution, "-c", "Release", "-v", "q", "--nologo", .. feed.Properties]);
        await PackTarget.PackagesAsync(feed);

        var counts = new List<TestCount>();
        foreach (var project in Repository.TestProjects)
        {
            counts.Add(await TestProgram.RunAsync(project, Limit));
        }

        TestReport.Close(counts);
    }
}
