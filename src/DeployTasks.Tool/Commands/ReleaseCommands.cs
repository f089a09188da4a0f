using System.CommandLine;
using DeployTasks.Tool.Commands.Releases;
using DeployTasks.Tool.Options;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tool.Commands;

/// <summary>Built-in tasks of the release flow as commands of their own, each with the options that make sense for it.</summary>
internal static class ReleaseCommands
{
    public static IEnumerable<Command> Create(Surroundings here)
    {
        yield return Task(here, "rollback", "Serves the release before on every host, all or nothing",
            new(new Option<string?>("--to") { Description = "Release to go back to", HelpName = "RELEASE" }, "rollback_to"),
            SettingOption.WaitLock());
        yield return ReportCommand.Releases(here);
        yield return ReportCommand.Status(here);
        yield return ReportCommand.History(here);
        yield return Task(here, "lock", "Holds the lock of every host, so that nobody deploys",
            new(new Option<string?>("--message", "-m") { Description = "Why, for whoever finds it", HelpName = "TEXT" }, "lock_message"),
            new(new Option<string?>("--for") { Description = "How long; 1h when not given", HelpName = "TIME" }, "lock_for"),
            SettingOption.WaitLock());
        yield return Task(here, "unlock", "Gives back the lock",
            new SettingOption(new Option<bool>("--force") { Description = "Takes it away from whoever holds it, and says who that was" }, "force"));
    }

    // A task without options of its own only shows something.
    private static Command Task(Surroundings here, string name, string about, params SettingOption[] own)
    {
        var options = new RunOptionSet(here);
        var command = new Command(name, about);
        foreach (var option in own)
            option.AddTo(command);
        options.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var request = own.Aggregate(options.Plan.Request(parsed, name), (request, option) => option.Apply(request, parsed));
            return options.Compose(parsed, leastShown: own.Length == 0 ? Verbosity.Output : Verbosity.Quiet).RunAsync(options.Recipe.Read(parsed), request);
        });
        return command;
    }
}
