using DeployTasks.Tests.Support;

namespace DeployTasks.SystemTests.Worker;

/// <summary>The tool as users get it where there is no native one: ReadyToRun code on the installed framework.</summary>
internal static class PublishedTool
{
    // The build program publishes before it tests: there, or to compare, where the tool is native.
    private static readonly string[] Folders = ["tool", "tool-ready-to-run"];

    public static string Find()
    {
        var artifacts = Path.Combine(Repository.Root, "artifacts");
        var folder = Folders.Select(name => Path.Combine(artifacts, name)).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "dotnet-deploy.dll")));
        Assert.True(folder is not null, "There is no ReadyToRun tool; run: dotnet run --project build -- publish --both");
        return Path.Combine(folder, "dotnet-deploy");
    }
}
