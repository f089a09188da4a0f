using DeployTasks.Recipes.Building;
using DeployTasks.Recipes.Keys;

namespace DeployTasks.Recipes;

/// <summary>The one door: a file, what it imports, the built-in tasks and the chosen environment become a recipe.</summary>
public static class RecipeReader
{
    /// <param name="environmentName">The overlay to apply; null for none.</param>
    /// <param name="environmentVariables">What <c>{env: NAME}</c> and <c>{secret: NAME}</c> may see.</param>
    /// <param name="onSecret">Hears every secret that is read, also when mistakes were found.</param>
    /// <exception cref="DeployException">With every mistake that was found, in file order.</exception>
    public static Recipe Read(
        string path, string? environmentName, IReadOnlyDictionary<string, string> environmentVariables, Action<string>? onSecret = null) =>
        Look(path, environmentName, environmentVariables, onSecret).WithoutLack();

    /// <summary>For who runs no task of it: a variable that nobody set is an error only for what needs it.</summary>
    /// <inheritdoc cref="Read"/>
    public static Recipe Look(
        string path, string? environmentName, IReadOnlyDictionary<string, string> environmentVariables, Action<string>? onSecret = null)
    {
        var findings = new Findings();
        var documents = RecipeDocuments.Load(path, findings);
        foreach (var document in documents)
        {
            RecipeKeys.Recipe.Check(document.Root, findings);
        }

        var builder = new RecipeBuilder(new SettingReader(environmentVariables, findings, onSecret), findings);
        var recipe = builder.Build(path, documents, environmentName);
        new RecipeRules(recipe, builder.SettingPlaces, findings).Check(documents);
        new SelectorRules(recipe, findings).Check(documents);
        findings.ThrowIfAny();
        return recipe with { Lacking = [.. findings.Lacking], Doubts = [.. MisspeltSettings.In(documents, builder.SettingPlaces)] };
    }
}
