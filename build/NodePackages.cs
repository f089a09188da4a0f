namespace DeployTasks.Build;

/// <summary>
/// The programs of <c>eng/node</c>, at the very versions of its lock file, in <c>artifacts/node</c>. None of their install
/// scripts run.
/// </summary>
internal static class NodePackages
{
    private static readonly string[] Manifests = ["package.json", "package-lock.json"];
    private static readonly string Folder = Repository.Artifacts("node");
    private static readonly string Installed = Path.Combine(Folder, "installed-lock.json");

    public static async Task EnsureAsync()
    {
        var wanted = await File.ReadAllTextAsync(Source("package-lock.json"));
        if (!OperatingSystem.IsLinux() || (File.Exists(Installed) && await File.ReadAllTextAsync(Installed) == wanted))
        {
            return;
        }

        Say.Line($"installing the node packages of {Source("package.json")}");
        Directory.CreateDirectory(Folder);
        foreach (var manifest in Manifests)
        {
            File.Copy(Source(manifest), Path.Combine(Folder, manifest), overwrite: true);
        }

        await Child.RunAsync("npm", "ci", "--prefix", Folder, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
        await File.WriteAllTextAsync(Installed, wanted);
    }

    private static string Source(string manifest) => Repository.Path("eng", "node", manifest);
}
