using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes.Building;

/// <summary>The recipes inside the product, written in the same language as everybody's.</summary>
internal static class BuiltInRecipes
{
    private const string Folder = "DeployTasks.Recipes.BuiltIn.";

    public static IEnumerable<RecipeDocument> Read(Findings findings)
    {
        var engine = typeof(BuiltInRecipes).Assembly;
        var names = engine.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal));
        foreach (var name in names.Order())
        {
            using var reader = new StreamReader(engine.GetManifestResourceStream(name)!);
            var file = $"built-in/{name[Folder.Length..]}";
            if (NodeReader.Read(reader.ReadToEnd(), file, findings) is Mapping root)
            {
                yield return new RecipeDocument(file, root, BuiltIn: true);
            }
        }
    }
}
