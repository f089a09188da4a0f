using System.Text;

namespace DeployTasks.Recipes;

/// <summary>One expansion. It knows the way it came, so that a cycle can be named; values are never expanded twice.</summary>
/// <param name="lenient">For conditions: what is not set is empty, and a list is its items joined by blanks.</param>
internal sealed class Expansion(Settings settings, bool lenient = false)
{
    /// <summary>So many settings may refer to one another in a row.</summary>
    public const int LongestChain = 100;

    private readonly List<string> _chain = [];

    public string Verbatim(string template)
    {
        if (!template.Contains("{{"))
        {
            return template;
        }

        var text = new StringBuilder();
        foreach (var part in Template.Parse(template))
        {
            text.Append(part switch
            {
                LiteralPart literal => literal.Text,
                Placeholder { Filter: PlaceholderFilter.Quote } quoted => Shell.Quote(TextOf(quoted.Name)),
                Placeholder placeholder => TextOf(placeholder.Name),
                _ => throw new InvalidOperationException(part.ToString()),
            });
        }

        return text.ToString();
    }

    public string ForShell(string template)
    {
        var source = new StringBuilder();
        var holes = new List<ShellHole>();
        AddCommand(template, source, holes);
        return new ShellWriter(source.ToString(), holes).Write();
    }

    private void AddCommand(string template, StringBuilder source, List<ShellHole> holes)
    {
        foreach (var part in Template.Parse(template))
        {
            switch (part)
            {
                case LiteralPart literal:
                    source.Append(Shell.WithoutNul(literal.Text));
                    break;
                case Placeholder { Filter: PlaceholderFilter.Raw } raw:
                    source.Append(Shell.WithoutNul(TextOf(raw.Name)));
                    break;
                case Placeholder { Filter: PlaceholderFilter.Command } command:
                    AddSetting(command.Name, source, holes);
                    break;
                case Placeholder placeholder:
                    source.Append(ShellWriter.Hole);
                    holes.Add(new ShellHole(placeholder.Name, () => ItemsOf(placeholder.Name), placeholder.Filter));
                    break;
            }
        }
    }

    // The setting is shell text itself, so the values in it are escaped for their places too.
    private void AddSetting(string name, StringBuilder source, List<ShellHole> holes) => Follow(name, value =>
    {
        if (value is Text text)
        {
            AddCommand(text.Template, source, holes);
        }
        else
        {
            source.Append(Shell.WithoutNul(OneText(name, value)));
        }

        return source;
    });

    /// <summary>Throws when a placeholder stands where no value would be safe, whatever the values.</summary>
    public static void CheckCommand(string template) => AnyValues(template).Expand(template, Quoting.Shell);

    /// <summary>Settings that hold something for every placeholder.</summary>
    public static Settings AnyValues(string template) => Template.Parse(template).OfType<Placeholder>()
        .Aggregate(Settings.Empty, (settings, placeholder) => settings.With(placeholder.Name, new Text("x")));

    public string TextOf(string name) => Follow(name, value => OneText(name, value));

    public IReadOnlyList<string> ItemsOf(string name) => Follow<IReadOnlyList<string>>(name, value => value is Items items
        ? [.. items.Values.Select(item => OneText(name, item))]
        : [OneText(name, value)]);

    private T Follow<T>(string name, Func<Value, T> read)
    {
        var cycle = _chain.Contains(name);
        _chain.Add(name);
        if (cycle || _chain.Count > LongestChain)
        {
            throw new DeployException(cycle
                ? Errors.SettingCycle([.. _chain.SkipWhile(link => link != name)])
                : Errors.SettingChainTooLong(_chain[0], LongestChain));
        }

        var value = settings.Find(name) ?? (lenient
            ? Value.Null
            : throw new DeployException(Errors.SettingMissing(name, _chain.Count > 1 ? _chain[^2] : null, settings.Values.Keys)));
        var result = read(value);
        _chain.RemoveAt(_chain.Count - 1);
        return result;
    }

    private string OneText(string name, Value value) => value switch
    {
        Text text => Verbatim(text.Template),
        Number number => number.Written,
        Flag flag => flag.On ? "true" : "false",
        Secret secret => secret.Plain,
        Nothing => "",
        Unset unset => throw new DeployException(unset.Why),
        Items items when lenient => string.Join(' ', items.Values.Select(item => OneText(name, item))),
        _ => throw new DeployException(Errors.NotText(name, value is Items ? "list" : "map")),
    };
}
