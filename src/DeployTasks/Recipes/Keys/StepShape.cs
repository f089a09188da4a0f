using System.Text.Json;
using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes.Keys;

/// <summary>A step: a command, or a map of one action and its options.</summary>
internal sealed class StepShape : Shape
{
    public override string Expected => "a command or a map such as {run: …}";

    /// <summary>The one action of a step; null when there is none, or more than one.</summary>
    public static StepAction? ActionOf(Mapping step) =>
        StepKeys.All.Where(action => step.Find(action.Name) is not null).ToList() is [var only] ? only : null;

    public override void Check(Node node, Findings findings)
    {
        switch (node)
        {
            case Scalar:
                Shapes.Command.Check(node, findings);
                break;
            case Mapping step when ActionOf(step) is { } action:
                TableOf(action).Check(step, findings);
                EnvironmentShapes.RefuseLoaders(step, findings);
                break;
            case Mapping step:
                RefuseActions(step, findings);
                break;
            default:
                Refuse(node, findings);
                break;
        }
    }

    private static Table TableOf(StepAction action) =>
        new($"{action.Name} step", [new Key(action.Name, action.Shape, action.About) { Required = true }, .. action.Options])
        {
            Also = action.Also,
        };

    private static void RefuseActions(Mapping step, Findings findings)
    {
        var actions = step.Entries.Where(entry => StepKeys.All.Any(action => action.Name == entry.Name)).ToList();
        if (actions.Count > 1)
        {
            findings.Add(Errors.SeveralActions([.. actions.Select(entry => entry.Name)]), actions[1].Key.Place);
        }
        else
        {
            var known = StepKeys.All.Select(action => action.Name);
            findings.Add(Errors.NoAction([.. step.Entries.Select(entry => entry.Name)], [.. known]), step.Place);
        }
    }

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        Shapes.Command.WriteSchema(json);
        json.WriteEndObject();
        foreach (var action in StepKeys.All)
        {
            json.WriteStartObject();
            TableOf(action).WriteSchema(json);
            action.AlsoInSchema(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
