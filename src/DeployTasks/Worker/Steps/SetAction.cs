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
        Text text => scope.State.Judge(scope.Expand(text.Template)),
        Items items => new Items([.. items.Values.Select(WorkOut)]),
        Map map => new Map(map.Entries.SortedBy(entry => entry.Key, entry => WorkOut(entry.Value))),
        _ => value,
    };
}
