using System.Collections.Immutable;
using System.Text.Json;
using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes.Keys;

/// <param name="About">One sentence for the schema; editors show it.</param>
internal sealed record Key(string Name, Shape Shape, string About)
{
    public bool Required { get; init; }
}

/// <summary>A map with known keys.</summary>
internal sealed class Table(string expected, ImmutableArray<Key> keys) : Shape
{
    /// <summary>Shape of keys that are not in the table; null refuses them.</summary>
    public Shape? Others { get; init; }

    /// <summary>Exactly one of these must be there; empty for no such rule.</summary>
    public ImmutableArray<string> OneOf { get; init; } = [];

    /// <summary>Keys that begin with a dot are ignored: a place for anchors.</summary>
    public bool HasHidden { get; init; }

    /// <summary>A rule that spans keys.</summary>
    public Action<Mapping, Findings> Also { get; init; } = (_, _) => { };

    public ImmutableArray<Key> Keys => keys;

    public override string Expected => expected;

    public override void Check(Node node, Findings findings)
    {
        if (node is not Mapping map)
        {
            Refuse(node, findings);
            return;
        }

        foreach (var entry in map.Entries)
        {
            CheckEntry(entry, findings);
        }

        foreach (var missing in keys.Where(key => key.Required && map.Find(key.Name) is null))
        {
            findings.Add(Errors.MissingKey(expected, missing.Name), map.Place);
        }

        if (!OneOf.IsEmpty && OneOf.Count(name => map.Find(name) is not null) != 1)
        {
            findings.Add(Errors.NotExactlyOne(expected, OneOf), map.Place);
        }

        Also(map, findings);
    }

    private void CheckEntry(Entry entry, Findings findings)
    {
        if (keys.FirstOrDefault(key => key.Name == entry.Name) is { } known)
        {
            known.Shape.Check(entry.Value, findings);
        }
        else if (HasHidden && entry.Name.StartsWith('.'))
        {
            return;
        }
        else if (Others is not null)
        {
            Shapes.Name.Check(entry.Key, findings);
            Others.Check(entry.Value, findings);
        }
        else
        {
            findings.Add(Errors.UnknownKey(entry.Name, expected, [.. keys.Select(key => key.Name)]), entry.Key.Place);
        }
    }

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (var key in keys)
        {
            json.WriteStartObject(key.Name);
            json.WriteString("description", key.About);
            key.Shape.WriteSchema(json);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (HasHidden)
        {
            json.WriteStartObject("patternProperties");
            json.WriteStartObject("^\\.");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        if (Others is null)
        {
            json.WriteBoolean("additionalProperties", false);
        }
        else
        {
            json.WriteStartObject("propertyNames");
            Shapes.Name.WriteSchema(json);
            json.WriteEndObject();
            json.WriteStartObject("additionalProperties");
            Others.WriteSchema(json);
            json.WriteEndObject();
        }

        WriteRequired(json, [.. keys.Where(key => key.Required).Select(key => key.Name)]);
        if (!OneOf.IsEmpty)
        {
            json.WriteStartArray("oneOf");
            foreach (var name in OneOf)
            {
                json.WriteStartObject();
                WriteRequired(json, [name]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    private static void WriteRequired(Utf8JsonWriter json, ImmutableArray<string> names)
    {
        if (names.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("required");
        foreach (var name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }
}
