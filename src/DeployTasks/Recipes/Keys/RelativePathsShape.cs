using System.Text.Json;
using DeployTasks.Recipes.Building;
using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes.Keys;

/// <summary>One or more paths below a release.</summary>
/// <param name="mayNest">Whether one may lie inside another.</param>
internal sealed class RelativePathsShape(bool mayNest) : Shape
{
    private static readonly EitherShape Texts = new(
        scalar: Shapes.Template, list: new ListShape(Shapes.Template, "a list of paths"));

    public override string Expected => "a path or a list of paths";

    public override void Check(Node node, Findings findings)
    {
        Texts.Check(node, findings);
        var items = node is Sequence list ? list.Items : [node];
        var paths = Fields.TextsOf(node);
        for (var index = 0; index < paths.Length && paths.Length == items.Length; index++)
        {
            var others = mayNest ? [] : paths.Where((_, other) => other < index || other > index && paths[other] != paths[index]);
            if (!paths[index].Contains("{{") && DeployPaths.CheckBelow(paths[index], others) is { } mistake)
            {
                findings.Add(mistake, items[index].Place);
            }
        }
    }

    public override void WriteSchema(Utf8JsonWriter json) => Texts.WriteSchema(json);
}
