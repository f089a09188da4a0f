using System.CommandLine;
using DeployTasks.Planning;
using DeployTasks.Recipes;
using DeployTasks.Tool.Options;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tool.Commands;

internal static class ExecCommand
{
    public static Command Create(Surroundings here)
    {
        var options = new RunOptionSet(here);
        var line = new Argument<string>("command")
        {
            Description = "Shell command, in quotes; {{settings}} are filled in and escaped",
            HelpName = "'COMMAND'",
        };
        var command = new Command("exec", "Runs one command on the hosts and shows what it prints") { line };
        options.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var step = new RunStep(new Place("exec"), parsed.GetValue(line)!);
            if (string.IsNullOrWhiteSpace(step.Command))
                throw new DeployException(Errors.EmptyCommand());
            var recipe = OwnTask.In(options.Recipe.Read(parsed), "exec", step);
            return options.Compose(parsed, leastShown: Verbosity.Output)
                .RunAsync(recipe, options.Plan.Request(parsed, "exec"), new OwnRun
                {
                    Check = host => Check(step, host),
                    GoesOnWithTheReached = true,
                });
        });
        return command;
    }

    /// <summary>No task before it sets anything: what cannot be filled in now never can, so no host need be touched.</summary>
    private static void Check(RunStep step, PlannedHost host)
    {
        try
        {
            new Settings(host.Settings).Expand(step.Command, Quoting.Shell);
        }
        catch (DeployException mistake)
        {
            throw new DeployException(mistake.Errors[0].At(mistake.Errors[0].Place ?? step.Place).On(host.Alias));
        }
    }
}
