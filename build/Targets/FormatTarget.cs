namespace DeployTasks.Build.Targets;

internal static class FormatTarget
{
    public static Task RunAsync(IReadOnlyList<string> options) =>
        Dotnet.RunAsync(["format", Repository.Solution, .. options.Contains("--check") ? ["--verify-no-changes"] : Array.Empty<string>()]);
}
