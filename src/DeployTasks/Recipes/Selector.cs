using System.Collections.Immutable;
using DeployTasks.Recipes.Building;

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

    /// <summary>Names that none of these hosts has: misspelled, whatever the other parts choose.</summary>
    public IEnumerable<Error> MistakesAmong(IReadOnlyCollection<HostDefinition> hosts) =>
        _alternatives.SelectMany(parts => parts).SelectMany(part => part.Label == "alias"
            ? part.Values.Where(alias => !hosts.Any(host => host.Alias == alias)).Select(alias => Errors.NoSuchHost(alias, hosts))
            : hosts.Any(host => host.Labels.ContainsKey(part.Label)) ? [] : [Errors.NoSuchLabel(part.Label, hosts)]);

    public override string ToString() => _text;

    private static Part ParsePart(string text, string selector, Place? place)
    {
        var equals = text.IndexOf('=');
        if (equals < 0)
        {
            var alias = text.Trim();
            return alias.Length == 0 || alias != "all" && !HostNames.IsAlias(alias)
                ? throw Bad(selector, alias.Length == 0 ? "a part of it is empty" : $"'{alias}' is no alias", place)
                : alias == "all" ? new Part("alias", [], Negated: true) : new Part("alias", [alias], Negated: false);
        }

        var negated = equals > 0 && text[equals - 1] == '!';
        var label = text[..(negated ? equals - 1 : equals)].Trim();
        var values = text[(equals + 1)..].Split('|', StringSplitOptions.TrimEntries).ToImmutableArray();
        return !Template.IsName(label) ? throw Bad(selector, $"'{text.Trim()}' names no label", place)
            : values[0].StartsWith('=') ? throw Bad(selector, $"'{text.Trim()}' has one = too many", place)
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
