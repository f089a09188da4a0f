using System.CommandLine;
using DeployTasks.Connections;
using DeployTasks.Events;
using DeployTasks.Planning;
using DeployTasks.Recipes;
using DeployTasks.Tool.Options;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tool.Commands;

internal static class HostsCommand
{
    public static Command Create(Surroundings here)
    {
        var recipe = new RecipeOptions(here);
        var options = new PlanOptions(recipe);
        var command = new Command("hosts", "Lists the hosts of the recipe");
        recipe.AddTo(command);
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var hosts = OwnTask.HostsOf(recipe.Read(parsed), options.Request(parsed, "hosts"));
            var redaction = new Redaction(here.Secrets);
            foreach (var line in TextTable.Lines(["host", "address", "labels"], hosts.Select(host => Array.ConvertAll(Row(host), redaction.Text))))
                here.Out.WriteLine(line);
        });
        return command;
    }

    private static string[] Row(PlannedHost host) =>
    [
        host.Alias,
        Address(ConnectionSettings.From(host.Alias, new Settings(host.Settings))),
        string.Join(" ", host.Definition.Labels.Select(label => $"{label.Key}={string.Join('|', label.Value)}")),
    ];

    private static string Address(ConnectionSettings connection)
    {
        if (connection.Kind == ConnectionKind.Local)
            return "this machine";
        var user = connection.User is null ? "" : $"{connection.User}@";
        var port = connection.Port is null ? "" : $":{connection.Port}";
        return $"{user}{connection.Hostname}{port}";
    }
}
