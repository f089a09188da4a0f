namespace DeployTasks.Tests.Support;

internal static class Repository
{
    /// <summary>The checkout these tests were built from.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "DeployTasks.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
