using DeployTasks.Recipes.Building;
using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes;

/// <summary>Rules that need the whole recipe: names of tasks, and settings once they are merged.</summary>
internal sealed class RecipeRules(Recipe recipe, IReadOnlyDictionary<string, Place> settingPlaces, Findings findings)
{
    public void Check(IEnumerable<RecipeDocument> documents)
    {
        foreach (var name in documents.SelectMany(document => TaskNamesIn(document.Root)))
        {
            if (!recipe.Tasks.ContainsKey(name.Text))
            {
                findings.Add(Errors.NoSuchTask(name.Text, recipe.Tasks.Keys), name.Place);
            }
        }

        foreach (var host in recipe.Hosts.Where(host => HasTemplates(host.Settings.Values)))
        {
            CheckSettings(new Settings(recipe.Config.SetItems(host.Settings)), host.Place);
        }

        if (!recipe.Hosts.Any(host => HasTemplates(host.Settings.Values)))
        {
            CheckSettings(new Settings(recipe.Config), new Place(recipe.File));
        }
    }

    private static IEnumerable<Scalar> TaskNamesIn(Mapping root)
    {
        foreach (var hook in root.Entries.Where(entry => entry.Name is "before" or "after" or "fail")
            .SelectMany(kind => root.EntriesOf(kind.Name)))
        {
            yield return hook.Key;
            foreach (var name in ScalarsOf(hook.Value))
            {
                yield return name;
            }
        }

        foreach (var task in root.EntriesOf("tasks"))
        {
            var group = task.Value is Mapping map ? map.Find("tasks") : task.Value;
            var steps = ((task.Value as Mapping)?.Find("steps") as Sequence)?.Items ?? [];
            var invoked = steps.OfType<Mapping>().Select(step => step.Find("invoke"));
            foreach (var name in ScalarsOf(group).Concat(invoked.SelectMany(ScalarsOf)))
            {
                yield return name;
            }
        }
    }

    private static IEnumerable<Scalar> ScalarsOf(Node? node) => node switch
    {
        Scalar { IsNull: false } one => [one],
        Sequence several => several.Items.OfType<Scalar>(),
        _ => [],
    };

    private static bool HasTemplates(IEnumerable<Value> values) =>
        values.Any(value => value is Text text && text.Template.Contains("{{"));

    private void CheckSettings(Settings settings, Place place)
    {
        foreach (var cycle in SettingCycles.In(settings))
        {
            findings.Add(Errors.SettingCycle(cycle), settingPlaces.GetValueOrDefault(cycle[0], place));
        }

        // What is written out was checked where it stands.
        foreach (var name in SettingRules.Names.Where(name => settings.Find(name) is Text text && text.Template.Contains("{{")))
        {
            if (SettingRules.Check(name, settings) is { } mistake && mistake.Code != Errors.SettingCycleCode)
            {
                findings.Add(mistake, settingPlaces.GetValueOrDefault(name, place));
            }
        }
    }
}
