namespace DeployTasks.Build.Targets;

internal static class TestTarget
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    public static async Task RunAsync(IReadOnlyList<string> options)
    {
        var feed = await Feed.AskAsync(options);
        await Requirements.EnsureAsync(Requirements.OfTests);
        Say.Heading("build");
        await Dotnet.RunAsync(["build", Repository.Solution, "-c", "Release", "-v", "q", "--nologo", .. feed.Properties]);
        await PublishTarget.ToolAsync(feed);

        var counts = new List<TestCount>();
        foreach (var project in Repository.TestProjects)
        {
            counts.Add(await RunAsync(project));
        }

        Report(counts);
    }

    private static async Task<TestCount> RunAsync(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Say.Heading(name);
        var report = Repository.Artifacts("tests", $"{name}.xml");
        Directory.CreateDirectory(Path.GetDirectoryName(report)!);
        File.Delete(report);
        var program = Path.Combine(Path.GetDirectoryName(project)!, "bin", "Release", "net10.0", Repository.Program(name));
        var exit = await Child.ExitCodeAsync(
            program, ["-noLogo", "-noColor", "-failSkips", "-longRunning", "60", "-xml", report], Limit);
        return TestCount.Read(name, exit, report);
    }

    /// <summary>Closes with the plain line that CI reads, alone and last.</summary>
    private static void Report(List<TestCount> counts)
    {
        Say.Heading("tests");
        foreach (var count in counts)
        {
            Say.Line($"{count.Project}: {count.Passed} passed, {count.Failed} failed{count.Trouble}");
        }

        Say.Line($"{counts.Sum(one => one.Passed)} passed, {counts.Sum(one => one.Failed)} failed");
        if (counts.Count == 0 || counts.Any(one => !one.IsGreen))
        {
            throw new BuildFailedException("not every test passed");
        }
    }
}
