using DeployTasks.Recipes;

namespace DeployTasks.Tests.Recipes;

/// <summary>A folder with recipe files that is gone at the end.</summary>
internal sealed class RecipeFiles : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("recipes-").FullName;

    public Dictionary<string, string> Environment { get; } = [];

    public RecipeFiles With(string name, string text)
    {
        File.WriteAllText(Path.Combine(Folder, name), text);
        return this;
    }

    public Recipe Read(string name = "deploy.yaml", string? environment = null) =>
        RecipeReader.Read(Path.Combine(Folder, name), environment, Environment);

    /// <summary>The mistakes as a person reads them, one a line, without the folder.</summary>
    public string Mistakes(string name = "deploy.yaml", string? environment = null)
    {
        var thrown = Assert.Throws<DeployException>(() => Read(name, environment));
        return string.Join('\n', thrown.Errors.Select(error => $"{error.Place}: {error.Code}: {error.What}. {error.Next}."))
            .Replace(Folder + Path.DirectorySeparatorChar, "");
    }

    public static Recipe Read(string yaml)
    {
        using var files = new RecipeFiles().With("deploy.yaml", yaml);
        return files.Read();
    }

    public static string MistakesOf(string yaml)
    {
        using var files = new RecipeFiles().With("deploy.yaml", yaml);
        return files.Mistakes();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
