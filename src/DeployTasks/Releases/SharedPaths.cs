using DeployTasks.Recipes;

namespace DeployTasks.Releases;

/// <summary>Paths of a release that are links into <c>shared</c>, whatever its artifact has there.</summary>
internal static class SharedPaths
{
    public static string[] DirectoriesOf(Settings settings) =>
        [.. settings.List("shared_dirs").Select(dir => SafeName.Inside("shared_dirs", dir)).Distinct()];

    public static string[] Of(Settings settings) => [.. DirectoriesOf(settings), .. SharedFile.AllOf(settings).Select(file => file.Path)];
}
