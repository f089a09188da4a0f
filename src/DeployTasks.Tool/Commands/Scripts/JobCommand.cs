using System.CommandLine;
using DeployTasks.Recipes;
using DeployTasks.Tool.Options;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tool.Commands.Scripts;

/// <summary>What can be done with a script that was started: wait, logs, stop, clean.</summary>
internal static class JobCommand
{
    private static readonly TimeSpan WeekOld = TimeSpan.FromDays(7);

    public static Command Wait(Surroundings here)
    {
        var id = ScriptCommand.Job();
        return Create(here, new Command("wait", "Waits until a script has ended on every host, and ends as it did") { id },
            parsed => new WaitStep(new Place("script wait"), parsed.GetValue(id)!), Verbosity.Output);
    }

    public static Command Logs(Surroundings here)
    {
        var id = ScriptCommand.Job();
        var follow = new Switch("--follow") { Description = "Goes on until the script has ended" };
        return Create(here, new Command("logs", "Shows what a script has printed") { id, follow },
            parsed => Step(JobAction.Logs, parsed.GetValue(id)) with { Follow = parsed.GetValue(follow) }, Verbosity.Output);
    }

    public static Command Stop(Surroundings here)
    {
        var id = ScriptCommand.Job();
        return Create(here, new Command("stop", "Ends a script and all it has started") { id },
            parsed => Step(JobAction.Stop, parsed.GetValue(id)));
    }

    public static Command Clean(Surroundings here)
    {
        var id = ScriptCommand.Job();
        id.Arity = ArgumentArity.ZeroOrOne;
        var age = new Option<string?>("--older-than")
        {
            Description = "Without ID: removes what ended before this time; 7 days when not given",
            HelpName = "TIME",
        };
        return Create(here, new Command("clean", "Removes status and logs of scripts that have ended") { id, age },
            parsed => Step(JobAction.Clean, parsed.GetValue(id)) with
            {
                Age = parsed.GetValue(age) is { } time ? Recipes.Duration.Parse(time) : WeekOld,
            });
    }

    private static JobStep Step(JobAction action, string? id) => new(new Place("script"), action) { Job = id };

    private static Command Create(
        Surroundings here, Command command, Func<ParseResult, Step> step, Verbosity leastShown = Verbosity.Quiet)
    {
        var options = new RunOptionSet(here);
        var user = ScriptCommand.User();
        command.Add(user);
        options.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var asked = step(parsed) with { As = parsed.GetValue(user) };
            var recipe = OwnTask.In(options.Recipe.Read(parsed), ScriptCommand.Task, asked);
            return options.Compose(parsed, leastShown, asItComes: asked is JobStep { Follow: true })
                .RunAsync(recipe, options.Plan.Request(parsed, ScriptCommand.Task), new OwnRun { GoesOnWithTheReached = true });
        });
        return command;
    }
}
