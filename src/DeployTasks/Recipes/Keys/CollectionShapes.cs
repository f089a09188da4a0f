using System.Text.Json;
using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes.Keys;

internal sealed class ListShape(Shape item, string expected) : Shape
{
    public override string Expected => expected;

    public override void Check(Node node, Findings findings)
    {
        if (node is not Sequence list)
        {
            Refuse(node, findings);
            return;
        }

        foreach (var entry in list.Items)
        {
            item.Check(entry, findings);
        }
    }

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", "array");
        json.WriteStartObject("items");
        item.WriteSchema(json);
        json.WriteEndObject();
    }
}

/// <summary>A map with names of the user's own.</summary>
/// <param name="key">Checks a key; null takes any.</param>
internal sealed class MapShape(Shape value, string expected, Shape? key = null) : Shape
{
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
            key?.Check(entry.Key, findings);
            value.Check(entry.Value, findings);
        }
    }

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", "object");
        if (key is not null)
        {
            json.WriteStartObject("propertyNames");
            key.WriteSchema(json);
            json.WriteEndObject();
        }

        json.WriteStartObject("additionalProperties");
        value.WriteSchema(json);
        json.WriteEndObject();
    }
}

/// <summary>Anything at all, placeholders in it checked: the value of a setting.</summary>
internal sealed class AnyShape : Shape
{
    public override string Expected => "a value";

    public override void Check(Node node, Findings findings)
    {
        switch (node)
        {
            case Scalar scalar:
                findings.Catch(scalar.Place, () => Template.Parse(scalar.Text));
                break;
            case Sequence list:
                foreach (var item in list.Items)
                {
                    Check(item, findings);
                }

                break;
            case Mapping map:
                foreach (var entry in map.Entries)
                {
                    Check(entry.Value, findings);
                }

                break;
        }
    }

    public override void WriteSchema(Utf8JsonWriter json)
    {
    }
}

/// <summary>One of several shapes, told apart by what kind of node stands there.</summary>
internal sealed class EitherShape(Shape? scalar = null, Shape? list = null, Shape? map = null, bool orNothing = false) : Shape
{
    public override string Expected => string.Join(" or ", All.Select(shape => shape.Expected));

    private IEnumerable<Shape> All => new[] { scalar, list, map }.OfType<Shape>();

    public override void Check(Node node, Findings findings)
    {
        if (orNothing && node is Scalar { IsNull: true })
        {
            return;
        }

        var fitting = node switch { Scalar => scalar, Sequence => list, _ => map };
        if (fitting is null)
        {
            Refuse(node, findings);
        }
        else
        {
            fitting.Check(node, findings);
        }
    }

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        foreach (var shape in All)
        {
            json.WriteStartObject();
            shape.WriteSchema(json);
            json.WriteEndObject();
        }

        if (orNothing)
        {
            json.WriteStartObject();
            json.WriteString("type", "null");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
