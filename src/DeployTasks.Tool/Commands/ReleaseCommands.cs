using System.CommandLine;
using DeployTasks.Tool.Commands.Releases;
using DeployTasks.Tool.Options;

namespace DeployTasks.Tool.Commands;

/// <summary>Built-in tasks of the release flow as commands of their own, each with the options it needs.</summary>
internal static class ReleaseCommands
{
    public static IEnumerable<Command> Create(Surroundings here)
    {
        yield return Task(here, "rollback", "Serves the release before on every host, all or nothing",
            SettingOption.OfText("--to", "rollback_to", "RELEASE", "Release to go back to"),
            SettingOption.WaitLock());
        yield return ReportCommand.Releases(here);
        yield return ReportCommand.Status(here);
        yield return ReportCommand.History(here);
        yield return Task(here, "lock", "Holds the lock of every host, so that nobody deploys",
            new(new Option<string?>("--message", "-m") { Description = "Why", HelpName = "TEXT" }, "lock_message"),
            SettingOption.OfTime("--for", "lock_for", "How long; 1h when not given"),
            SettingOption.WaitLock());
        yield return Task(here, "unlock", "Gives back the lock",
            SettingOption.OfFlag("--force", "force", "Takes it away from whoever holds it, and says who that was"));
    }

    private static Command Task(Surroundings here, string name, string about, params SettingOption[] own)
    {
        var options = new RunOptionSet(here);
        var command = new Command(name, about);
        foreach (var option in own)
            option.AddTo(command);
        options.AddTo(command);
        if (name == "rollback")
        {
            options.Plan.AddOrderTo(command);
            options.Deployment.AddTo(command);
        }

        command.SetAction((parsed, _) =>
        {
            var request = options.Plan.Request(parsed, name);
            foreach (var option in own)
                request = option.Apply(request, parsed);
            return options.Compose(parsed).RunAsync(
                name == "rollback" ? options.Recipe.ReadWhole(parsed) : options.Recipe.Read(parsed), request, new OwnRun { GoesOnWithTheReached = name == "unlock" });
        });
        return command;
    }
}
