using System.Text.Json;
using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes.Keys;

/// <summary>A single value.</summary>
/// <param name="check">False when it is not of this shape; throws when there is more to say.</param>
internal sealed class ScalarShape(string expected, Func<Scalar, bool> check, Action<Utf8JsonWriter> schema) : Shape
{
    /// <summary>Placeholders are part of it, not something that stands for it.</summary>
    public bool IsTemplate { get; init; }

    /// <summary>Whatever is written, it is one.</summary>
    public bool IsAnyText { get; init; }

    public override string Expected => expected;

    public override void Check(Node node, Findings findings)
    {
        if (node is not Scalar { IsNull: false } scalar)
        {
            Refuse(node, findings);
        }
        else if (findings.Catch<bool?>(node.Place, () => check(scalar)) == false)
        {
            Refuse(node, findings);
        }
    }

    public override void WriteSchema(Utf8JsonWriter json) => schema(json);
}
