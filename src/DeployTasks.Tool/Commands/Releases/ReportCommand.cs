using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DeployTasks.Tool.Options;

namespace DeployTasks.Tool.Commands.Releases;

/// <summary><c>releases</c>, <c>status</c> and <c>history</c>: a built-in task asks the hosts.</summary>
internal static class ReportCommand
{
    public static Command Releases(Surroundings here) =>
        Create(here, "releases", "Lists the releases of every host", ReleaseReports.Releases);

    public static Command Status(Surroundings here) =>
        Create(here, "status", "Shows what every host serves, and who holds its lock", ReleaseReports.Status);

    public static Command History(Surroundings here) =>
        Create(here, "history", "Shows who deployed what, and when", ReleaseReports.History, new SettingOption(
            new Option<string?>("--count", "-n") { Description = "How many entries of each host; 50 when not given", HelpName = "N" },
            "history_count",
            CheckCount));

    private static void CheckCount(string text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1)
            throw new DeployException(Errors.NotACount("--count", text));
    }

    private static Command Create(
        Surroundings here, string task, string about, Func<IReadOnlyList<JsonElement>, Report> tell, params SettingOption[] own)
    {
        var options = new RunOptionSet(here);
        var table = new FactsTable(here, options, tell);
        var command = new Command(task, about);
        table.AddTo(command);
        foreach (var option in own)
            option.AddTo(command);
        options.AddTo(command);
        command.SetAction((parsed, _) => table.RunAsync(
            parsed,
            options.Recipe.Read(parsed),
            own.Aggregate(options.Plan.Request(parsed, task), (request, option) => option.Apply(request, parsed))));
        return command;
    }
}
