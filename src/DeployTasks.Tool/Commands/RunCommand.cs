using System.CommandLine;
using DeployTasks.Tool.Options;

namespace DeployTasks.Tool.Commands;

internal static class RunCommand
{
    public static Command Create(Surroundings here)
    {
        var options = new RunOptionSet(here);
        var tasks = new Argument<string[]>("task")
        {
            Description = "Tasks to run, one after another; deploy when none is given",
            HelpName = "TASK",
            Arity = ArgumentArity.ZeroOrMore,
        };
        tasks.CompletionSources.Add(context => RecipeWords.Tasks(options.Recipe, context.ParseResult));
        var command = new Command("run", "Runs tasks of the recipe on its hosts") { tasks };
        options.AddTo(command);
        options.Plan.AddOrderTo(command);
        options.Recipe.AddArtifactTo(command);
        options.Deployment.AddTo(command);
        var waitLock = SettingOption.WaitLock();
        waitLock.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var asked = parsed.GetValue(tasks) is { Length: > 0 } names ? names : ["deploy"];
            var request = waitLock.Apply(options.Plan.Request(parsed, [.. asked]), parsed);
            return options.Compose(parsed).RunAsync(options.Recipe.ReadWhole(parsed), request);
        });
        return command;
    }
}
