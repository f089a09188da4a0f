using System.Text.Json;
using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes.Keys;

/// <summary>What may stand at one place of a recipe. The reader checks with it, the JSON schema is written from it.</summary>
internal abstract class Shape
{
    /// <summary>For a person, with article: <c>a text</c>.</summary>
    public abstract string Expected { get; }

    public abstract void Check(Node node, Findings findings);

    /// <summary>Writes the members of the schema object; the braces are the caller's.</summary>
    public abstract void WriteSchema(Utf8JsonWriter json);

    protected void Refuse(Node node, Findings findings) => findings.Add(Errors.WrongShape(Expected, Describe(node)), node.Place);

    private static string Describe(Node node) => node switch
    {
        Scalar { IsNull: true } => "nothing",
        Scalar scalar => $"'{scalar.Text}'",
        Sequence => "a list",
        _ => "a map",
    };
}
