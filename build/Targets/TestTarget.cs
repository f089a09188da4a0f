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
        if (feed.SshNet && OperatingSystem.IsLinux())
        {
            counts.Add(await OverSshNetAsync());
        }

        foreach (var project in Repository.TestProjects)
        {
            counts.Add(await TestProgram.RunAsync(project, Limit));
        }

        TestReport.Close(counts);
    }

    /// <summary>The tests of the whole tool once more, with the other transport under them.</summary>
    private static async Task<TestCount> OverSshNetAsync()
    {
        const string Variable = "DEPLOYTASKS_TRANSPORT";
        var project = Repository.TestProjects.Single(path => path.EndsWith(".SystemTests.csproj", StringComparison.Ordinal));
        Environment.SetEnvironmentVariable(Variable, "sshnet");
        var count = await TestProgram.RunAsync(
            project, Limit, "-namespace", "*.Releases", "-namespace", "*.Tool", "-namespace", "*.Master");
        Environment.SetEnvironmentVariable(Variable, null);
        return count with { Project = $"{count.Project} over SSH.NET" };
    }
}
