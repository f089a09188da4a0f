using DeployTasks.Recipes;

namespace DeployTasks.Releases;

/// <summary>Paths of a release that are links into <c>shared</c>, whatever its artifact has there.</summary>
internal static class SharedPaths
{
    public static string[] DirectoriesOf(Settings settings) =>
        [.. settings.List("shared_dirs").Select(dir => SafeName.Inside("shared_dirs", dir)).Distinct()];

    public static string[] Of(Settings settings) => [.. DirectoriesOf(settings), .. SharedFile.AllOf(settings).Select(file => file.Path)];

    public static void RefuseOverlap(Settings settings)
    {
        var paths = Of(settings);
        foreach (var outer in paths)
        {
            if (Array.Find(paths, path => path.StartsWith(outer + "/", StringComparison.Ordinal)) is { } inner)
            {
                throw new DeployException(Errors.PathsOverlap("shared_dirs and shared_files", outer, inner));
            }
        }
    }
}
