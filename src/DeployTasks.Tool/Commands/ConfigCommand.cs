using System.CommandLine;
using DeployTasks.Events;
using DeployTasks.Tool.Options;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tool.Commands;

internal static class ConfigCommand
{
    public static Command Create(Surroundings here)
    {
        var recipe = new RecipeOptions(here);
        var options = new PlanOptions(recipe);
        var format = new TableOrJson();
        var command = new Command("config", "Shows the settings of every host; secrets are masked, nothing is asked");
        recipe.AddTo(command);
        options.AddTo(command);
        format.AddTo(command);
        command.SetAction(parsed =>
        {
            var read = recipe.Read(parsed);
            var hosts = OwnTask.HostsOf(read, options.Request(parsed, "config"));
            var shown = hosts.Select(host => (host.Alias, Settings: ShownSettings.Of(host, read))).ToArray();
            var lines = format.IsJson(parsed)
                ? [SettingsJson.Of(shown)]
                : TextTable.Lines(
                    ["host", "setting", "value"],
                    shown.SelectMany(host => host.Settings.Select(setting => Row(host.Alias, setting))));
            foreach (var line in lines)
                here.Out.WriteLine(line);
        });
        return command;
    }

    private static string[] Row(string host, KeyValuePair<string, string> setting) =>
        [host, setting.Key, Redaction.Line(setting.Value.ReplaceLineEndings(" "))];
}
