using DeployTasks.Recipes;

namespace DeployTasks.Worker;

/// <summary>Paths on this machine are relative to the recipe file that names them.</summary>
internal static class LocalFiles
{
    public static string Resolve(Step step, string path) => Path.GetFullPath(path, FolderOf(step));

    public static string FolderOf(Step step) => Path.GetDirectoryName(Path.GetFullPath(step.Place.File))!;
}
