using System.Collections.Immutable;

namespace DeployTasks.Planning;

/// <summary>A plan as a table of plain texts: a row for every task of every batch, a column for every host.</summary>
public sealed record PlanTable(ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows)
{
    public static PlanTable Of(Plan plan) => new(
        ["Task", "Why", "Batch", "At once", .. plan.Hosts.Select(host => host.Alias)],
        [
            .. plan.Skipped.Select(ImmutableArray<string> (name) =>
                [name, "skipped", "", "", .. plan.Hosts.Select(_ => "-")]),
            .. from block in plan.Blocks
               from batch in block.Batches.Select((batch, position) => (batch.Tasks, Number: Number(block, position)))
               from task in batch.Tasks
               select Row(plan, task, batch.Number),
            .. plan.OnFailure.Select(task => Row(plan, task, "")),
        ]);

    private static string Number(Block block, int position) =>
        block.Batches.Length == 1 ? "" : $"{position + 1}/{block.Batches.Length}";

    private static ImmutableArray<string> Row(Plan plan, PlannedTask task, string batch) =>
    [
        task.Name,
        task.Origin,
        batch,
        task.Limit < task.Hosts.Length ? task.Limit.ToString() : "",
        .. plan.Hosts.Select(host => task.Hosts.Contains(host.Alias) ? "x" : "-"),
    ];
}
