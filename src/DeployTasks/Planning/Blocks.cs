using System.Collections.Immutable;

namespace DeployTasks.Planning;

/// <summary>Gives rows their hosts and cuts them into blocks and batches (design §3.11).</summary>
internal sealed class Blocks(SelectedHosts hosts, int? limit, BatchSize? batch)
{
    public ImmutableArray<Block> Of(ImmutableArray<Row> rows)
    {
        var blocks = ImmutableArray.CreateBuilder<Block>();
        for (var start = 0; start < rows.Length;)
        {
            var rolling = rows[start].Scope.Rolling;
            var count = rows.Skip(start).TakeWhile(row => row.Scope.Rolling == rolling).Count();
            blocks.Add(Block(rolling, rows.Slice(start, count)));
            start += count;
        }
        return blocks.ToImmutable();
    }

    /// <summary>For the failure plan, which learns only then what hosts there are.</summary>
    public PlannedTask PlanWithSeats(Row row)
    {
        var admitted = HostsOf(row);
        var mine = hosts.Mine.Select(host => host.Alias).ToHashSet();
        return row.On(hosts.Mine.Where(host => admitted.Contains(host.Alias)), limit) with
        {
            Seats =
            [
                .. row.Scope.Seats(hosts.All).Where(seat => admitted.Contains(seat.First().Alias))
                    .Select(seat => new Seat([.. seat.Select(host => host.Alias).Where(mine.Contains)])),
            ],
        };
    }

    // Empty when the task's selectors, or another shard, leave none.
    private HashSet<string> HostsOf(Row row)
    {
        var admitted = row.Scope.Admit(hosts.All).Select(host => host.Alias).ToHashSet();
        admitted.IntersectWith(hosts.Mine.Select(host => host.Alias));
        return admitted;
    }

    private Block Block(bool rolling, ImmutableArray<Row> rows)
    {
        var admitted = rows.Select(row => new Admitted(row, HostsOf(row))).ToArray();
        // Batches are cut from the hosts this block concerns: out of all of them, a first batch of database hosts would
        // be no canary for the web hosts.
        ImmutableArray<PlannedHost> concerned =
            [.. hosts.Mine.Where(host => Array.Exists(admitted, row => row.Hosts.Contains(host.Alias)))];
        var batches = ImmutableArray.CreateBuilder<Batch>();
        foreach (var part in rolling && batch is not null ? batch.Split(concerned) : [concerned])
        {
            batches.Add(Batch(part, isFirst: batches.Count == 0));
        }

        return new Block(rolling, batches.ToImmutable());

        Batch Batch(ImmutableArray<PlannedHost> part, bool isFirst) => new(
        [
            .. admitted
                .Where(one => one.Hosts.Count == 0 ? isFirst : part.Any(host => one.Hosts.Contains(host.Alias)))
                .Select(one => one.Row.On(part.Where(host => one.Hosts.Contains(host.Alias)), limit)),
        ]);
    }

    private sealed record Admitted(Row Row, HashSet<string> Hosts);
}
