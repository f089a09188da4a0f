using System.Collections.Immutable;
using System.CommandLine;
using DeployTasks.Planning;

namespace DeployTasks.Tool.Options;

/// <summary>What the command line adds to a recipe.</summary>
internal sealed class PlanOptions
{
    private readonly Option<string?> _select = new("--select")
    {
        Description = "Hosts to work on: aliases and labels, such as 'web1, role=web & stage!=test'",
        HelpName = "SELECTOR",
    };

    private readonly Option<string[]> _set = new("--option", "-o")
    {
        Description = "Sets a setting of every selected host; may be given more than once",
        HelpName = "KEY=VALUE",
    };

    private readonly Option<string?> _limit = new("--limit")
    {
        Description = "Hosts at a time for every task",
        HelpName = "N",
    };

    private readonly Option<string?> _shard = new("--shard")
    {
        Description = "A stable part of the hosts, for one job of a matrix: 2/3 is the second of three",
        HelpName = "I/N",
    };

    private readonly Option<string?> _batch = new("--batch")
    {
        Description = "Size of a batch of rolling tasks: a number of hosts or a share of them",
        HelpName = "N|N%",
    };

    private readonly Option<string?> _startFrom = new("--start-from")
    {
        Description = "Leaves out the tasks before this one",
        HelpName = "TASK",
    };

    private readonly Switch _noHooks = new("--no-hooks") { Description = "Leaves out before and after hooks" };

    public PlanOptions(RecipeOptions recipe)
    {
        _select.CompletionSources.Add(context => RecipeWords.Selectors(recipe, context.ParseResult));
        _startFrom.CompletionSources.Add(context => RecipeWords.Tasks(recipe, context.ParseResult));
    }

    public void AddTo(Command command)
    {
        command.Add(_select);
        command.Add(_set);
        command.Add(_limit);
        command.Add(_shard);
    }

    /// <summary>Only for commands that run tasks of the recipe.</summary>
    public void AddOrderTo(Command command)
    {
        command.Add(_batch);
        command.Add(_startFrom);
        command.Add(_noHooks);
    }

    public PlanRequest Request(ParseResult parsed, params ImmutableArray<string> tasks) => new()
    {
        Tasks = tasks,
        Select = parsed.GetValue(_select),
        Limit = parsed.GetValue(_limit) is { } limit ? Number(limit) : null,
        Batch = parsed.GetValue(_batch),
        StartFrom = parsed.GetValue(_startFrom),
        NoHooks = parsed.GetValue(_noHooks),
        Shard = parsed.GetValue(_shard) is { } shard ? Part(shard) : null,
        Options = Planning.Options.Parse(parsed.GetValue(_set) ?? []),
    };

    private static int Number(string limit) =>
        int.TryParse(limit, out var number) ? number : throw new DeployException(Errors.BadLimit(limit));

    private static (int Index, int Count) Part(string shard) =>
        shard.Split('/') is [var one, var all] && int.TryParse(one, out var index) && int.TryParse(all, out var count)
            ? (index, count)
            : throw new DeployException(Errors.BadShard(shard));
}
