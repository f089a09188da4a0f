namespace DeployTasks.Recipes;

/// <summary>The annotated recipe that <c>dotnet deploy init</c> writes. It names every key there is, and it is valid.</summary>
public static class ExampleRecipe
{
    public static string Text()
    {
        using var reader = new StreamReader(
            typeof(ExampleRecipe).Assembly.GetManifestResourceStream("DeployTasks.Recipes.Example.yaml")!);
        return reader.ReadToEnd();
    }
}
