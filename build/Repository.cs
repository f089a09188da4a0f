namespace DeployTasks.Build;

/// <summary>Where things are. Found from the working folder upwards, so that the build runs from anywhere inside.</summary>
internal static class Repository
{
    public static readonly string Root = Find(Environment.CurrentDirectory);

    public static string Solution => Path("DeployTasks.sln");
    public static string Tool => Path("src", "DeployTasks.Tool");
    public static string Artifacts(params string[] parts) => Path(["artifacts", .. parts]);
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    public static IEnumerable<string> SourceProjects =>
        Directory.EnumerateFiles(Path("src"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    public static string Program(string name) => OperatingSystem.IsWindows() ? name + ".exe" : name;

    /// <summary>
    /// The test programs, in alphabetical order: every project below tests/ whose name ends in Tests. Those that need sshd are
    /// left out where there is no Linux.
    /// </summary>
    public static IEnumerable<string> TestProjects =>
        Directory.EnumerateFiles(Path("tests"), "*Tests.csproj", SearchOption.AllDirectories)
            .Where(path => OperatingSystem.IsLinux() || path.EndsWith("DeployTasks.Tests.csproj", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "DeployTasks.sln")) ? folder
        : Directory.GetParent(folder) is { } parent ? Find(parent.FullName)
        : throw new BuildFailedException("DeployTasks.sln is neither here nor in a folder above; run inside the repository");
}
