using System.Collections.Immutable;
using DeployTasks.Planning;
using DeployTasks.Recipes;

namespace DeployTasks.Master;

internal static class Rounds
{
    /// <summary>The plan as one sequence: block after block, batch after batch, task after task.</summary>
    public static ImmutableArray<Round> Of(Plan plan)
    {
        var wait = plan.Hosts.IsEmpty ? null : new Settings(plan.Hosts[0].Settings).Duration("batch_wait");
        return
        [
            .. from block in plan.Blocks
               from batch in block.Batches.Select((batch, number) => (batch.Tasks, number))
               from task in batch.Tasks.Select((task, number) => (task, number))
               select new Round(task.task, batch.number > 0 && task.number == 0 ? wait ?? TimeSpan.Zero : TimeSpan.Zero),
        ];
    }
}
