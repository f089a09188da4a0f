using System.Runtime.InteropServices;

namespace DeployTasks.PackageTests;

internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Packages => Path.Combine(Root, "artifacts", "packages");

    public static string Platform { get; } = $"linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

    public static string DotnetRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "DeployTasks.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
