using System.CommandLine;
using DeployTasks.Connections;
using DeployTasks.Connections.OpenSsh;
using DeployTasks.Recipes;
using DeployTasks.Tool.Options;

namespace DeployTasks.Tool.Commands;

internal static class SshCommand
{
    public static Command Create(Surroundings here)
    {
        var recipe = new RecipeOptions(here);
        var alias = new Argument<string>("host") { Description = "Alias of a host", HelpName = "HOST" };
        alias.CompletionSources.Add(context => RecipeWords.Hosts(recipe, context.ParseResult));
        var command = new Command("ssh", "Opens a shell on a host with the recipe's settings") { alias };
        recipe.AddTo(command);
        command.SetAction((parsed, cancel) =>
        {
            var read = recipe.Read(parsed);
            var name = parsed.GetValue(alias)!;
            var host = read.Hosts.FirstOrDefault(host => host.Alias == name)
                ?? throw new DeployException(Errors.NoSuchHost(name, read.Hosts.Select(host => host.Alias)));
            var settings = new Settings(read.Config.SetItems(host.Settings));
            return InteractiveShell.RunAsync(ConnectionSettings.From(host.Alias, settings), Command(settings), cancel);
        });
        return command;
    }

    /// <summary>In the served release, or where releases live, or at home.</summary>
    private static string Command(Settings settings)
    {
        var path = settings.TextOr("deploy_path", null);
        var current = path is null ? "." : settings.Text("current_path");

        // The login shell may be fish or csh, which agree with sh on little more than one level of quotes.
        const string Script = """cd "$1" 2>/dev/null || cd "$2" 2>/dev/null; exec "${SHELL:-sh}" -l""";
        return $"exec sh -c '{Script}' sh {Shell.Quote(current)} {Shell.Quote(path ?? ".")}";
    }
}
