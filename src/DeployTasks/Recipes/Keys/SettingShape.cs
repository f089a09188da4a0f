using System.Text.Json;
using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes.Keys;

/// <summary>
/// A setting of a known kind, written out, as <c>{{placeholder}}</c>, as null, or read from the environment. A map is written
/// out: its readers take no text for one.
/// </summary>
internal sealed class SettingShape(Shape inner) : Shape
{
    private static readonly Shape Anything = new AnyShape();

    private bool IsMap => inner is MapShape or Table;

    public override string Expected => inner.Expected;

    public override void Check(Node node, Findings findings)
    {
        if (node is Scalar { IsNull: true })
        {
            return;
        }

        var fitting = IsMap ? inner
            : EnvironmentReference.Is(node) ? EnvironmentReference.Shape
            : node is Scalar scalar && scalar.Text.Contains("{{") && inner is not ScalarShape { IsTemplate: true } ? Anything
            : inner;
        fitting.Check(node, findings);
    }

    /// <summary>Not every text is one. Lists are judged item by item, where they are read.</summary>
    public bool IsJudged => IsMap || inner is ScalarShape { IsAnyText: false };

    /// <summary>What is wrong with a text that did not stand in the recipe as it is: from an option, or filled in.</summary>
    public Error? Judge(string setting, string text)
    {
        var findings = new Findings();
        inner.Check(new Scalar(text, Plain: true, new Place("")), findings);
        return findings.IsEmpty || inner == Shapes.Flag && Recipes.Settings.IsFlag(text) ? null
            : IsMap ? Errors.NotAMap(setting)
            : Errors.SettingUnfit(setting, text, Expected);
    }

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        inner.WriteSchema(json);
        json.WriteEndObject();
        if (!IsMap)
        {
            json.WriteStartObject();
            json.WriteString("type", "string");
            json.WriteString("pattern", "\\{\\{");
            json.WriteEndObject();
            json.WriteStartObject();
            EnvironmentReference.Shape.WriteSchema(json);
            json.WriteEndObject();
        }

        json.WriteStartObject();
        json.WriteString("type", "null");
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
