using System.Runtime.InteropServices;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Worker;

/// <summary>The tool as users get it where there is no native one: ReadyToRun code on the installed framework.</summary>
internal static class PublishedTool
{
    private static readonly string Root = RootAbove(AppContext.BaseDirectory);
    private static readonly Lazy<Task<string>> Published = new(FindOrPublishAsync);

    public static Task<string> PathAsync() => Published.Value;

    private static async Task<string> FindOrPublishAsync()
    {
        // The build program has published before it tests; what it published may be native.
        var folder = Path.Combine(Root, "artifacts", "tool");
        if (!File.Exists(Path.Combine(folder, "dotnet-deploy.dll")))
        {
            folder = Path.Combine(Root, "artifacts", "tool-r2r");
            await PublishAsync(folder);
        }
        return Path.Combine(folder, "dotnet-deploy");
    }

    private static async Task PublishAsync(string folder)
    {
        using var publish = LabProcess.Start("dotnet",
        [
            "publish", Path.Combine(Root, "src", "DeployTasks.Tool"), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier,
            "--self-contained", "false", "-p:ToolCode=ReadyToRun", "-p:RunAnalyzers=false", "-o", folder, "-v", "q", "--nologo",
        ]);
        var output = publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, await output);
    }

    private static string RootAbove(string folder) =>
        File.Exists(Path.Combine(folder, "DeployTasks.sln")) ? folder : RootAbove(Path.GetDirectoryName(folder)!);
}
