using System.Collections.Immutable;
using DeployTasks.Recipes;

namespace DeployTasks.Planning;

/// <summary>The hosts of a run, in recipe order.</summary>
/// <param name="All">Every host the selector admits; <c>once</c> chooses from them, so that only one shard migrates.</param>
/// <param name="Mine">Those of this shard; the same when there are no shards.</param>
internal sealed record SelectedHosts(ImmutableArray<PlannedHost> All, ImmutableArray<PlannedHost> Mine)
{
    public static SelectedHosts Of(Recipe recipe, PlanRequest request, Mistakes mistakes)
    {
        var selector = ParseSelector(request.Select, mistakes);
        ImmutableArray<PlannedHost> all =
        [
            .. recipe.Hosts.Where(host => selector?.Matches(host) ?? true)
                .Select(host => PlannedHost.Of(recipe, host, request.Options)),
        ];
        // The recipe was checked when it was read; -o may have changed what hosts are given.
        var changed = request.Options.IsEmpty ? [] : all;
        mistakes.Add(changed.SelectMany(host => SettingRules.Check(new Settings(host.Settings))));
        Error[] misspelled = [.. selector?.MistakesAmong(recipe.Hosts) ?? []];
        if (recipe.Hosts.IsEmpty)
            mistakes.Add(Errors.NoHosts(recipe.File));
        else if (misspelled.Length > 0)
            mistakes.Add(misspelled);
        else if (all.IsEmpty)
            mistakes.Add(Errors.NoHostMatches(request.Select!, recipe.Hosts));
        return new SelectedHosts(all, Shard(all, request.Shard, mistakes));
    }

    private static Selector? ParseSelector(string? written, Mistakes mistakes)
    {
        try
        {
            return written is null ? null : Selector.Parse(written);
        }
        catch (DeployException unreadable)
        {
            mistakes.Add(unreadable.Errors[0]);
            return null;
        }
    }

    // By position, not by a hash of the alias: shards differ by one host at most and none is empty while there are
    // enough hosts; all jobs of a workflow read the same recipe, so the positions agree.
    private static ImmutableArray<PlannedHost> Shard(
        ImmutableArray<PlannedHost> all, (int Index, int Count)? shard, Mistakes mistakes)
    {
        if (shard is not { } part)
            return all;
        if (part.Index < 1 || part.Index > part.Count)
            mistakes.Add(Errors.BadShard(part.Index, part.Count));
        else if (part.Index > all.Length && !all.IsEmpty)
            mistakes.Add(Errors.EmptyShard(part.Index, part.Count, all.Length));
        return [.. all.Where((_, position) => position % Math.Max(1, part.Count) == part.Index - 1)];
    }
}
