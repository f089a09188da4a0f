namespace DeployTasks.Recipes.Building;

/// <summary>Finds settings that refer to each other in a circle, before anything asks for their text.</summary>
internal sealed class SettingCycles
{
    private readonly List<IReadOnlyList<string>> _cycles = [];
    private readonly List<string> _chain = [];
    private readonly HashSet<string> _done = [];
    private readonly Settings _settings;

    private SettingCycles(Settings settings) => _settings = settings;

    /// <summary>Each circle once, as a chain that ends where it begins.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> In(Settings settings)
    {
        var search = new SettingCycles(settings);
        foreach (var name in settings.Values.Keys)
        {
            search.Follow(name);
        }

        return search._cycles;
    }

    private void Follow(string name)
    {
        if (_chain.IndexOf(name) is >= 0 and var start)
        {
            _cycles.Add([.. _chain[start..], name]);
        }
        else if (_chain.Count < Expansion.LongestChain && _done.Add(name) && _settings.Find(name) is { } value)
        {
            _chain.Add(name);
            foreach (var next in References(value))
            {
                Follow(next);
            }

            _chain.RemoveAt(_chain.Count - 1);
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
