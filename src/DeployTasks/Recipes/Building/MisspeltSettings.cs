using DeployTasks.Recipes.Keys;
using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes.Building;

/// <summary>
/// Any name may be a setting of the user's own. One that looks like a setting of ours, and that nothing in the recipe
/// names, is more likely a slip of the pen.
/// </summary>
internal static class MisspeltSettings
{
    /// <param name="places">Of every setting of config and hosts.</param>
    public static IEnumerable<Error> In(IReadOnlyList<RecipeDocument> documents, IReadOnlyDictionary<string, Place> places) =>
        from name in places.Keys
        where !SettingKeys.All.Any(key => key.Name == name) && !SettingRules.IsFixed(name)
        let known = DidYouMean.Misspelt(name, SettingKeys.All.Select(key => key.Name))
        where known is not null && !documents.Any(document => Names(document.Root, name))
        select Errors.MisspeltSetting(name, known).At(places[name]);

    private static bool Names(Node node, string setting) => node switch
    {
        Scalar scalar => scalar.Text.Contains("{{") && scalar.Text.Contains(setting),
        Sequence list => list.Items.Any(item => Names(item, setting)),
        Mapping map => map.Entries.Any(entry => Names(entry.Value, setting)),
        _ => false,
    };
}
