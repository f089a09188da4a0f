using System.Collections.Immutable;
using DeployTasks.Events;
using DeployTasks.Planning;
using DeployTasks.Recipes;

namespace DeployTasks.Tool.Commands;

/// <summary>The settings of a host, masked but else as they are: whoever shows them on lines makes those harmless.</summary>
internal static class ShownSettings
{
    public static ImmutableSortedDictionary<string, string> Of(PlannedHost host, Recipe recipe)
    {
        var settings = new Settings(host.Settings);
        var secrets = new Secrets(settings.Secrets.Where(Secrets.CanMask));
        var prompts = recipe.Tasks.Values.SelectMany(task => task.Steps).OfType<PromptStep>()
            .DistinctBy(prompt => prompt.Key)
            .ToImmutableSortedDictionary(prompt => prompt.Key, prompt => $"(asked: {prompt.Question})");
        return prompts.SetItems(host.Settings.Select(setting =>
            KeyValuePair.Create(setting.Key, secrets.Mask(Text(setting.Key, setting.Value, settings)))));
    }

    private static string Text(string name, Value value, Settings settings) => value switch
    {
        Secret => "***",
        Nothing => "",
        Unset unset => $"({unset.Why.What})",
        Items items => string.Join(", ", items.Values.Select(item => Text(name, item, settings))),
        Map map => string.Join(", ", map.Entries.Select(entry => $"{entry.Key}: {Text(name, entry.Value, settings)}")),
        Text text => Expanded(text.Template, settings),
        Number number => number.Written,
        _ => value is Flag { On: true } ? "true" : "false",
    };

    // A setting may need what only a run sets; then its template says more than a complaint.
    private static string Expanded(string template, Settings settings)
    {
        try
        {
            return settings.Expand(template, Quoting.Verbatim);
        }
        catch (DeployException)
        {
            return template;
        }
    }
}
