using System.Collections.Immutable;
using System.CommandLine;
using DeployTasks.Planning;
using DeployTasks.Recipes;
using DeployTasks.Releases;
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
        command.SetAction(async (parsed, cancel) =>
        {
            var step = new RunStep(new Place("exec"), parsed.GetValue(line)!);
            var recipe = OwnTask.In(options.Recipe.Read(parsed), "exec", step);
            var request = options.Plan.Request(parsed, "exec");
            var prepared = await new ReleasePreparation("", TimeProvider.System, here.Environment)
                .RunAsync(recipe, Settings.Empty, packs: false, cancel);
            var given = prepared.SetItem("run_id", Text.Literal("")).SetItem("dry_run", new Flag(false));
            foreach (var host in Planner.Create(recipe, request).Hosts)
                Check(step, host, given);
            return await options.Compose(parsed, leastShown: Verbosity.Output).RunAsync(recipe, request);
        });
        return command;
    }

    /// <summary>No task before it sets anything: what cannot be filled in now never can, so no host need be touched.</summary>
    /// <param name="given">What every run gives its hosts.</param>
    private static void Check(RunStep step, PlannedHost host, ImmutableSortedDictionary<string, Value> given)
    {
        try
        {
            new Settings(given.SetItems(host.Settings)).Expand(step.Command, Quoting.Shell);
        }
        catch (DeployException mistake)
        {
            throw new DeployException(mistake.Errors[0].At(step.Place).On(host.Alias));
        }
    }
}
