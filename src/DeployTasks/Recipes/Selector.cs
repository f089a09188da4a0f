using System.Collections.Immutable;

namespace DeployTasks.Recipes;

/// <summary>
/// Chooses hosts: <c>a, b</c> is or, <c>a &amp; b</c> is and; a part is <c>all</c>, an alias, <c>label=v1|v2</c> (any of them) or
/// <c>label!=v1|v2</c> (none of them; a host without the label passes). <c>alias</c> is a label too.
/// </summary>
public sealed class Selector
{
    private readonly ImmutableArray<ImmutableArray<Part>> _alternatives;
    private readonly string _text;

    private Selector(string text, ImmutableArray<ImmutableArray<Part>> alternatives) =>
        (_text, _alternatives) = (text, alternatives);

    private sealed record Part(string Label, ImmutableArray<string> Values, bool Negated);

    public static Selector Parse(string text, Place? place = null)
    {
        var alternatives = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(alternative => alternative.Split('&').Select(part => ParsePart(part, text, place)).ToImmutableArray())
            .ToImmutableArray();
        return alternatives.IsEmpty ? throw Bad(text, "it is empty", place) : new Selector(text, alternatives);
    }

    public bool Matches(HostDefinition host) => _alternatives.Any(parts => parts.All(part => Admits(part, host)));

    public override string ToString() => _text;

    private static Part ParsePart(string text, string selector, Place? place)
    {
        var equals = text.IndexOf('=');
        if (equals < 0)
        {
            var alias = text.Trim();
            return alias.Length == 0 || alias.AsSpan().ContainsAny('|', '!')
                ? throw Bad(selector, alias.Length == 0 ? "a part of it is empty" : $"'{alias}' is no alias", place)
                : alias == "all" ? new Part("alias", [], Negated: true) : new Part("alias", [alias], Negated: false);
        }

        var negated = equals > 0 && text[equals - 1] == '!';
        var label = text[..(negated ? equals - 1 : equals)].Trim();
        var values = text[(equals + 1)..].Split('|', StringSplitOptions.TrimEntries).ToImmutableArray();
        return label.Length == 0 ? throw Bad(selector, $"'{text.Trim()}' names no label", place)
            : values.Any(value => value.Length == 0) ? throw Bad(selector, $"'{text.Trim()}' lacks a value", place)
            : new Part(label, values, negated);
    }

    private static bool Admits(Part part, HostDefinition host)
    {
        ImmutableList<string> own = part.Label == "alias" ? [host.Alias] : host.Labels.GetValueOrDefault(part.Label, []);
        return own.Any(value => part.Values.Contains(value)) != part.Negated;
    }

    private static DeployException Bad(string selector, string why, Place? place) =>
        new(Errors.BadSelector(selector, why).At(place));
}
