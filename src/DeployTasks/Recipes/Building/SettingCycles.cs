namespace DeployTasks.Recipes.Building;

/// <summary>Finds settings that refer to each other in a circle, before anything asks for their text.</summary>
internal static class SettingCycles
{
    /// <summary>Each circle once, as a chain that ends where it begins.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> In(Settings settings)
    {
        var cycles = new List<IReadOnlyList<string>>();
        var done = new HashSet<string>();
        foreach (var name in settings.Values.Keys)
        {
            Follow(name, settings, [], done, cycles);
        }

        return cycles;
    }

    private static void Follow(string name, Settings settings, List<string> chain, HashSet<string> done, List<IReadOnlyList<string>> cycles)
    {
        if (chain.IndexOf(name) is >= 0 and var start)
        {
            cycles.Add([.. chain[start..], name]);
        }
        else if (chain.Count < Expansion.LongestChain && done.Add(name) && settings.Find(name) is { } value)
        {
            chain.Add(name);
            foreach (var next in References(value))
            {
                Follow(next, settings, chain, done, cycles);
            }

            chain.RemoveAt(chain.Count - 1);
        }
    }

    private static IEnumerable<string> References(Value value) => value switch
    {
        Text text when text.Template.Contains("{{") => Placeholders(text.Template),
        Items items => items.Values.SelectMany(References),
        _ => [],
    };

    private static IEnumerable<string> Placeholders(string template)
    {
        try
        {
            return Template.Parse(template).OfType<Placeholder>().Select(placeholder => placeholder.Name);
        }
        catch (DeployException)
        {
            return [];
        }
    }
}
