using System.Collections.Immutable;
using DeployTasks.Recipes;

namespace DeployTasks.Planning;

/// <summary>From recipe and request to a plan: no file, no clock, no environment, no host is looked at.</summary>
public static class Planner
{
    /// <exception cref="DeployException">Every mistake that was found.</exception>
    public static Plan Create(Recipe recipe, PlanRequest request)
    {
        var mistakes = new Mistakes();
        var hosts = SelectedHosts.Of(recipe, request, mistakes);
        var batch = BatchSize.Parse(request.Batch, mistakes);
        if (request.Limit < 1)
            mistakes.Add(Errors.BadLimit($"{request.Limit}"));

        var tree = new TaskTree(recipe, request.NoHooks, mistakes);
        var asked = tree.Grow(request.Tasks, origin: "", new Place(recipe.File));
        var failure = new FailurePlan(recipe, tree);
        foreach (var node in asked)
            failure.Add(node);

        ImmutableArray<Row> rows = [.. asked.SelectMany(Row.Of)];
        if (batch is not null && !rows.Any(row => row.Scope.Rolling))
            rows = [.. rows.Select(row => row with { Scope = row.Scope with { Rolling = true } })];
        var skipped = StartFrom(request.StartFrom, recipe, rows, mistakes);
        mistakes.ThrowIfAny();

        var blocks = new Blocks(hosts, request.Limit, batch);
        if (!rows.Skip(skipped).Any(row => row.Scope.Admit(hosts.All).Length > 0))
            throw new DeployException(Errors.NothingToRun(request.Tasks, hosts.All.Select(host => host.Alias)));
        var plan = new Plan(request.Tasks, hosts.Mine, blocks.Of(rows[skipped..]), failure.On(blocks))
        {
            Skipped = [.. rows.Take(skipped).Select(row => row.Name)],
        };
        return SharedDeployPaths.Of(plan).ToArray() is { Length: > 0 } shared ? throw new DeployException(shared) : plan;
    }

    /// <summary>Grows every task of the recipe: mistakes that a run of it would find.</summary>
    /// <exception cref="DeployException">Every mistake that was found.</exception>
    public static void Check(Recipe recipe)
    {
        var mistakes = new Mistakes();
        foreach (var name in recipe.Tasks.Keys)
        {
            var tree = new TaskTree(recipe, noHooks: false, mistakes);
            var failure = new FailurePlan(recipe, tree);
            foreach (var node in tree.Grow([name], origin: "", new Place(recipe.File)))
                failure.Add(node);
        }
        mistakes.ThrowIfAny();
    }

    /// <summary>Why a run on all hosts would be refused although the recipe is valid, as one on some of them may be what is meant.</summary>
    public static IEnumerable<Error> Doubts(Recipe recipe) => recipe.Doubts.Concat(SharedDeployPaths.Of(
        recipe.Hosts.Select(host => PlannedHost.Of(recipe, host, ImmutableSortedDictionary<string, Value>.Empty))));

    /// <summary>How many rows stand before the task, or before the first task of the group, to start from.</summary>
    private static int StartFrom(string? name, Recipe recipe, ImmutableArray<Row> rows, Mistakes mistakes)
    {
        if (name is null)
            return 0;
        for (var position = 0; position < rows.Length; position++)
        {
            if (rows[position].Name == name || rows[position].Groups.Contains(name))
                return position;
        }
        mistakes.Add(recipe.Tasks.ContainsKey(name)
            ? Errors.StartFromIsNotInTheList(name, rows.Select(row => row.Name))
            : Errors.UnknownTask(name, "--start-from", recipe.Tasks.Values));
        return 0;
    }
}
