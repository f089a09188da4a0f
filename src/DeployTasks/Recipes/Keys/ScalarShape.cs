using System.Text.Json;
using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes.Keys;

/// <summary>A single value.</summary>
/// <param name="check">Null when the value is good or could not be of this shape at all; throws what a person should read.</param>
internal sealed class ScalarShape(string expected, Func<Scalar, bool> check, Action<Utf8JsonWriter> schema) : Shape
{
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
