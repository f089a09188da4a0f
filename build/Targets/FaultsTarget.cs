namespace DeployTasks.Build.Targets;

/// <summary>The fault tests of the system tests at full length; <c>test</c> runs a bounded version of the same.</summary>
internal static class FaultsTarget
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(3);

    public static async Task RunAsync(IReadOnlyList<string> options)
    {
        var feed = await Feed.AskAsync(options);
        await Requirements.EnsureAsync(Requirements.OfTests);
        await PublishTarget.ToolAsync(feed);
        var project = Repository.TestProjects.Single(path => path.EndsWith(".SystemTests.csproj", StringComparison.Ordinal));
        await Dotnet.RunAsync(["build", project, "-c", "Release", "-v", "q", "--nologo", .. feed.Properties]);
        Environment.SetEnvironmentVariable("DEPLOYTASKS_FAULTS", "long");
        TestReport.Close([await TestProgram.RunAsync(project, Limit, "-namespace", "*.Faults*")]);
    }
}
