using System.Collections.Immutable;
using DeployTasks.Recipes.Keys;
using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes.Building;

/// <summary>Turns nodes into settings and looks up what they take from the environment.</summary>
/// <param name="onSecret">Hears every secret; null when nobody listens.</param>
internal sealed class SettingReader(IReadOnlyDictionary<string, string> environment, Findings findings, Action<string>? onSecret = null)
{
    /// <summary>Where each name of config and hosts was written last.</summary>
    public Dictionary<string, Place> Places { get; } = [];

    public ImmutableSortedDictionary<string, Value> ReadSettings(Mapping map)
    {
        foreach (var entry in map.Entries)
        {
            Places[entry.Name] = entry.Value.Place;
        }

        return ReadAll(map);
    }

    public ImmutableSortedDictionary<string, Value> ReadAll(Mapping map) =>
        map.Entries.SortedBy(entry => entry.Name, entry => Read(entry.Value));

    public Value Read(Node node) => node switch
    {
        Scalar { IsNull: true } => Value.Null,
        Scalar { IsTrue: true } => new Flag(true),
        Scalar { IsFalse: true } => new Flag(false),
        Scalar { IsNumber: true } number => new Number(number.Text),
        Scalar scalar => new Text(scalar.Text),
        Sequence list => new Items([.. list.Items.Select(Read)]),
        Mapping map when EnvironmentReference.Is(map) => FromEnvironment(new Fields(map)),
        Mapping map => new Map(ReadAll(map)),
        _ => Value.Null,
    };

    private Value FromEnvironment(Fields reference)
    {
        var secret = reference.Text("secret");
        var name = secret ?? reference.Required("env");
        if (environment.TryGetValue(name, out var text))
        {
            return secret is null ? Text.Literal(text) : Hidden(text);
        }

        if (reference.Node("default") is not { } fallback)
        {
            var lacking = Errors.VariableMissing(name).At(reference.Place);
            findings.AddLacking(lacking);
            return new Unset(lacking);
        }

        return secret is null ? Read(fallback) : Hidden(((Scalar)fallback).Text);
    }

    private Secret Hidden(string text)
    {
        onSecret?.Invoke(text);
        return new Secret(text);
    }
}
