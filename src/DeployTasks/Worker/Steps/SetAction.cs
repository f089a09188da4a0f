using System.Collections.Immutable;
using DeployTasks.Recipes;

namespace DeployTasks.Worker.Steps;

/// <summary>Writes settings. A value is worked out here and now: <c>share</c> hands every host the same one.</summary>
internal sealed class SetAction(StepScope scope)
{
    public StepResult Run(SetStep step)
    {
        foreach (var (name, value) in step.Values)
        {
            scope.State.Set(name, WorkOut(value), step.Share);
        }
        return StepResult.Done;
    }

    private Value WorkOut(Value value) => value switch
    {
        Text text => WorkOut(scope.Expand(text.Template)),
        Items items => new Items([.. items.Values.Select(WorkOut)]),
        Map map => new Map(map.Entries.ToImmutableSortedDictionary(entry => entry.Key, entry => WorkOut(entry.Value))),
        _ => value,
    };

    // A text that holds a secret is one.
    private Value WorkOut(string text) =>
        scope.Settings.Secrets.Any(secret => secret.Length > 0 && text.Contains(secret)) ? new Secret(text) : Text.Literal(text);
}
