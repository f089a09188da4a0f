using System.CommandLine;
using System.Text.Json;
using DeployTasks.Planning;
using DeployTasks.Recipes;
using DeployTasks.Tool.Options;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tool.Commands;

/// <summary>
/// A command that asks the hosts and shows what they say as one table or JSON array. Front ends ask for the events of the
/// run, as of any other, with <c>--output</c>.
/// </summary>
internal sealed class FactsTable(Surroundings here, RunOptionSet options, Func<IReadOnlyList<JsonElement>, Report> tell)
{
    private static readonly OwnRun Own = new() { GoesOnWithTheReached = true };
    private readonly Switch _json = new("--json") { Description = "Prints the facts as a JSON array instead of a table" };

    public void AddTo(Command command) => command.Add(_json);

    public async Task<int> RunAsync(ParseResult parsed, Recipe recipe, PlanRequest request)
    {
        if (OutputOptions.Named(parsed) is { } format and not "console")
            return parsed.GetValue(_json)
                ? throw new DeployException(Errors.WrongUsage($"--json and --output {format} are two forms of one answer: give one of them"))
                : await options.Compose(parsed).RunAsync(recipe, request, Own);
        var reader = new FactsReader(here.Secrets);
        var exit = await options.ComposeAside(parsed).RunAsync(recipe, request, Own with { Reader = reader });
        Print(reader, [.. recipe.Hosts.Select(host => host.Alias)], parsed.GetValue(_json));
        return exit;
    }

    private void Print(FactsReader reader, string[] hosts, bool json)
    {
        JsonElement[] facts = [.. reader.Read(hosts)];
        if (json)
        {
            here.Out.WriteLine($"[{string.Join(",\n", facts.Concat(reader.ReadSilent()).Select(fact => fact.GetRawText()))}]");
            return;
        }

        var report = tell(facts);
        foreach (var line in TextTable.Lines(report.Header, [.. report.Rows, .. reader.Silent.Select(report.RowOf)]))
            here.Out.WriteLine(line);
        if (report.Drift is { } drift)
            here.Warn(drift);
    }
}
