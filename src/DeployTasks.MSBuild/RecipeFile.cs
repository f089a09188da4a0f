using System.Text;

namespace DeployTasks.MSBuild;

/// <summary>
/// A generated recipe on disk, for one call of the tool. Instances of a project that differ in global properties share their
/// folder and may run at the same time, so none takes a file that is there.
/// </summary>
internal sealed class RecipeFile : IDisposable
{
    /// <param name="folder">Made when it is missing.</param>
    public RecipeFile(string folder, RecipeText recipe)
    {
        Directory.CreateDirectory(folder);
        var bytes = Encoding.UTF8.GetBytes(recipe.ToString());
        // Plain where it can be: a plan's comment on a pull request is known by the name of its recipe.
        for (var number = 1; ; number++)
        {
            Path = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, number == 1 ? "recipe.json" : $"recipe-{number}.json"));
            try
            {
                using var file = new FileStream(Path, FileMode.CreateNew);
                file.Write(bytes, 0, bytes.Length);
                return;
            }
            catch (IOException) when (File.Exists(Path))
            {
                // Another call has it.
            }
        }
    }

    public string Path { get; }

    public void Dispose() => File.Delete(Path);
}
