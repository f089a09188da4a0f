using System.Collections.Immutable;
using DeployTasks.Planning;
using DeployTasks.Recipes;

namespace DeployTasks.Master;

internal static class Rounds
{
    /// <summary>The plan as one sequence: block after block, batch after batch, task after task.</summary>
    public static ImmutableArray<Round> Of(Plan plan)
    {
        var wait = plan.Hosts.IsEmpty ? TimeSpan.Zero : new Settings(plan.Hosts[0].Settings).Duration("batch_wait") ?? TimeSpan.Zero;
        var rounds = ImmutableArray.CreateBuilder<Round>();
        foreach (var block in plan.Blocks)
        {
            var pause = TimeSpan.Zero;
            foreach (var batch in block.Batches)
            {
                foreach (var task in batch.Tasks)
                {
                    rounds.Add(new Round(task, pause));
                    pause = TimeSpan.Zero;
                }

                pause = Duration.ForTimer(wait);
            }
        }

        return rounds.ToImmutable();
    }
}
