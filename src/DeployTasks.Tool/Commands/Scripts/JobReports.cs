using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DeployTasks.Recipes;
using DeployTasks.Tool.Options;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tool.Commands.Scripts;

/// <summary><c>script list</c> and <c>script status</c>.</summary>
internal static class JobReports
{
    public static Command List(Surroundings here) =>
        Create(here, new Command("list", "Lists the scripts that every host has"), id: null);

    public static Command Status(Surroundings here)
    {
        var id = ScriptCommand.Job();
        return Create(here, new Command("status", "Shows on every host how far a script is") { id }, id);
    }

    private static Command Create(Surroundings here, Command command, Argument<string>? id)
    {
        var options = new RunOptionSet(here);
        var table = new FactsTable(here, options, Tell);
        var user = ScriptCommand.User();
        table.AddTo(command);
        command.Add(user);
        options.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var step = new JobStep(new Place("script"), JobAction.Report)
            {
                Job = id is null ? null : parsed.GetValue(id),
                As = parsed.GetValue(user),
            };
            var recipe = OwnTask.In(options.Recipe.Read(parsed), ScriptCommand.Task, step);
            return table.RunAsync(parsed, recipe, options.Plan.Request(parsed, ScriptCommand.Task));
        });
        return command;
    }

    private static Report Tell(IReadOnlyList<JsonElement> jobs) => new(
        ["host", "id", "state", "exit", "started", "took", "log"],
        jobs.Select(job => new[]
        {
            Report.Text(job, "host"), Report.Text(job, "id"), State(job), Number(job, "exit"), Report.Text(job, "started"),
            TimeOf(job, "ended") is { } ended && TimeOf(job, "started") is { } started ? Took.Text(ended - started) : "",
            Size(job),
        }));

    private static string State(JsonElement job) =>
        Report.Text(job, "reason") is { Length: > 0 } reason ? $"{Report.Text(job, "state")} ({reason})" : Report.Text(job, "state");

    // It is counted when the script ends.
    private static string Size(JsonElement job) =>
        job.TryGetProperty("ended", out _) ? $"{job.GetProperty("log_size").GetInt64() / 1024.0:0.0} KiB" : "";

    private static string Number(JsonElement job, string name) =>
        job.TryGetProperty(name, out var value) ? value.GetInt32().ToString(CultureInfo.InvariantCulture) : "";

    private static DateTimeOffset? TimeOf(JsonElement job, string name) =>
        job.TryGetProperty(name, out var value) ? value.GetDateTimeOffset() : null;
}
