using System.CommandLine;
using System.Text.Json;
using DeployTasks.Planning;
using DeployTasks.Tool.Options;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tool.Commands.Releases;

/// <summary>
/// <c>releases</c>, <c>status</c> and <c>history</c>: a built-in task asks the hosts, and one table or JSON array tells.
/// Front ends ask for the events of that task, as of any other, with <c>--output</c>.
/// </summary>
internal sealed class ReportCommand(Surroundings here, string task, Func<IReadOnlyList<JsonElement>, Report> tell)
{
    private readonly RunOptionSet _options = new(here);
    private readonly Option<bool> _json = new("--json") { Description = "Prints the facts as a JSON array instead of a table" };

    public static Command Releases(Surroundings here) =>
        new ReportCommand(here, "releases", Report.OfReleases).Create("Lists the releases of every host");

    public static Command Status(Surroundings here) =>
        new ReportCommand(here, "status", Report.OfStatus).Create("Shows what every host serves, and who holds its lock");

    public static Command History(Surroundings here) =>
        new ReportCommand(here, "history", Report.OfHistory).Create("Shows who deployed what, and when", new SettingOption(
            new Option<string?>("--count", "-n") { Description = "How many entries of each host; 50 when not given", HelpName = "N" },
            "history_count"));

    private Command Create(string about, params SettingOption[] own)
    {
        var command = new Command(task, about) { _json };
        foreach (var option in own)
            option.AddTo(command);
        _options.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var request = own.Aggregate(_options.Plan.Request(parsed, task), (request, option) => option.Apply(request, parsed));
            return OutputOptions.Named(parsed) is null or "console"
                ? ReportAsync(parsed, request)
                : _options.Compose(parsed).RunAsync(_options.Recipe.Read(parsed), request);
        });
        return command;
    }

    private async Task<int> ReportAsync(ParseResult parsed, PlanRequest request)
    {
        var recipe = _options.Recipe.Read(parsed);
        var reader = new FactsReader();
        var exit = await _options.ComposeAside(parsed).RunAsync(recipe, request, reader);
        Print([.. reader.Read(recipe.Hosts.Select(host => host.Alias))], parsed.GetValue(_json));
        return exit;
    }

    private void Print(JsonElement[] facts, bool json)
    {
        if (json)
        {
            here.Out.WriteLine($"[{string.Join(",\n", facts.Select(fact => fact.GetRawText()))}]");
            return;
        }

        var report = tell(facts);
        foreach (var line in TextTable.Lines(report.Header, report.Rows))
            here.Out.WriteLine(line);
        if (report.Drift is { } drift)
            here.Error.WriteLine($"warn {drift.Code}: {drift.What}. {drift.Next}");
    }
}
