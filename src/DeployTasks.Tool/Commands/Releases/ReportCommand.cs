using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using DeployTasks.Planning;
using DeployTasks.Recipes;
using DeployTasks.Tool.Options;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tool.Commands.Releases;

/// <summary><c>releases</c>, <c>status</c> and <c>history</c>: a built-in task asks the hosts, and one table or JSON array tells.</summary>
internal sealed class ReportCommand(Surroundings here, string task, Func<IReadOnlyList<JsonElement>, Report> tell)
{
    private readonly RecipeOptions _recipe = new(here);
    private readonly BehaviourOptions _behaviour = new();
    private readonly TableOrJson _format = new();

    public static Command Releases(Surroundings here) =>
        new ReportCommand(here, "releases", Report.OfReleases).Create("Lists the releases of every host");

    public static Command Status(Surroundings here) =>
        new ReportCommand(here, "status", Report.OfStatus).Create("Shows what every host serves, and who has locked it");

    public static Command History(Surroundings here)
    {
        var count = new Option<int>("--count", "-n") { Description = "How many entries of each host", HelpName = "N", DefaultValueFactory = _ => 50 };
        return new ReportCommand(here, "history", Report.OfHistory).Create("Shows who did what when on every host", count);
    }

    private Command Create(string about, Option<int>? count = null)
    {
        var command = new Command(task, about);
        var options = new PlanOptions(_recipe);
        _recipe.AddTo(command);
        options.AddTo(command);
        _behaviour.AddTo(command);
        _format.AddTo(command);
        if (count is not null)
            command.Add(count);
        command.SetAction((parsed, _) =>
        {
            var request = options.Request(parsed, task);
            if (count is not null)
                request = request with { Options = request.Options.SetItem("history_count", new Number($"{Math.Max(1, parsed.GetValue(count))}")) };
            return RunAsync(parsed, request);
        });
        return command;
    }

    // The story of the run is for people and goes to stderr; stdout has the facts alone.
    private async Task<int> RunAsync(ParseResult parsed, PlanRequest request)
    {
        var recipe = _recipe.Read(parsed);
        var plan = Planner.Create(recipe, request);
        var reader = new FactsReader();
        var aside = here with { Out = here.Error, OutIsTerminal = false };
        var composition = new Composition(aside, new OutputChoice("console", null, Verbosity.Quiet), _behaviour.Read(parsed));
        var exit = await composition.RunAsync(plan, TaskCommand.Order(recipe, request), reader);
        JsonElement[] facts = [.. reader.Read(plan.Hosts.Select(host => host.Alias))];
        Print(facts, _format.IsJson(parsed));
        return exit;
    }

    private void Print(JsonElement[] facts, bool json)
    {
        if (json)
        {
            here.Out.WriteLine("[" + string.Join(",\n", facts.Select(fact => fact.GetRawText())) + "]");
            return;
        }

        var report = tell(facts);
        foreach (var line in TextTable.Lines(report.Header, report.Rows))
            here.Out.WriteLine(line);
        if (report.Drift is { } drift)
            here.Error.WriteLine($"warn {drift.Code}: {drift.What}. {drift.Next}");
    }
}
