using System.Text.Json;
using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes.Keys;

/// <summary>A shape that stands at several places; the schema writes it once and refers to it.</summary>
internal sealed class ReferenceShape(string name, Shape shape) : Shape
{
    public string Name => name;

    public override string Expected => shape.Expected;

    public override void Check(Node node, Findings findings) => shape.Check(node, findings);

    public override void WriteSchema(Utf8JsonWriter json) => json.WriteString("$ref", $"#/$defs/{name}");

    public void WriteDefinition(Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        shape.WriteSchema(json);
        json.WriteEndObject();
    }
}
