namespace DeployTasks.Build.Targets;

internal static class TestTarget
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    // What starts no shell, no sshd and no other program of a Linux host.
    private static readonly string[] Portable = ["*.Planning", "*.Prompts", "*.Events", "*.Wire", "*.GitHub"];

    public static async Task RunAsync(IReadOnlyList<string> options)
    {
        var feed = await Feed.AskAsync(options);
        await Requirements.EnsureAsync(Requirements.OfTests);
        await NodePackages.EnsureAsync();
        Say.Heading("build");
        await Dotnet.RunAsync(["build", Repository.Solution, "-c", "Release", "-v", "q", "--nologo", .. feed.Properties]);
        await PackTarget.PackagesAsync(feed);
        if (feed.Native)
        {
            // For the tests of its start.
            await PublishTarget.ReadyToRunAsync(feed);
        }

        var counts = new List<TestCount>();
        if (feed.SshNet && OperatingSystem.IsLinux())
        {
            counts.Add(await OnceMoreAsync("over SSH.NET", ("DEPLOYTASKS_TRANSPORT", "sshnet"), "*.Releases", "*.Tool", "*.Master", "*.Scripts"));
        }

        if (feed.Native && OperatingSystem.IsLinux())
        {
            counts.Add(await OnceMoreAsync("with the native tool", ("DEPLOYTASKS_TESTED_TOOL", PublishTarget.Tool), "*.Releases", "*.Master"));
        }

        foreach (var project in Repository.TestProjects)
        {
            counts.Add(await TestProgram.RunAsync(project, Limit, filter: OperatingSystem.IsLinux() ? [] : In(Portable)));
        }

        TestReport.Close(counts);
    }

    /// <summary>Tests of the whole tool once more, with something else under them.</summary>
    private static async Task<TestCount> OnceMoreAsync(string variant, (string Name, string Value) variable, params IEnumerable<string> namespaces)
    {
        var project = Repository.TestProjects.Single(path => path.EndsWith(".SystemTests.csproj", StringComparison.Ordinal));
        Environment.SetEnvironmentVariable(variable.Name, variable.Value);
        var count = await TestProgram.RunAsync(project, Limit, variant, In(namespaces));
        Environment.SetEnvironmentVariable(variable.Name, null);
        return count;
    }

    private static IEnumerable<string> In(IEnumerable<string> namespaces) => namespaces.SelectMany(one => new[] { "-namespace", one });
}
