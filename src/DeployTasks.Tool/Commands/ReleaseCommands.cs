using System.Collections.Immutable;
using System.CommandLine;
using DeployTasks.Tool.Commands.Releases;
using DeployTasks.Tool.Options;

namespace DeployTasks.Tool.Commands;

/// <summary>Built-in tasks of the release flow as commands of their own, each with the options it needs.</summary>
internal static class ReleaseCommands
{
    public static IEnumerable<Command> Create(Surroundings here)
    {
        yield return Create(here, new("rollback", "Serves the release before on every host, all or nothing")
        {
            Own = [SettingOption.OfText("--to", "rollback_to", "RELEASE", "Release to go back to"), SettingOption.WaitLock()],
            Publishes = true,
        });
        yield return ReportCommand.Releases(here);
        yield return ReportCommand.Status(here);
        yield return ReportCommand.History(here);
        yield return Create(here, new("lock", "Holds the lock of every host, so that nobody deploys")
        {
            Own =
            [
                new(new Option<string?>("--message", "-m") { Description = "Why", HelpName = "TEXT" }, "lock_message"),
                SettingOption.OfTime("--for", "lock_for", "How long; 1h when not given"),
                SettingOption.WaitLock(),
            ],
        });
        yield return Create(here, new("unlock", "Gives back the lock")
        {
            Own = [SettingOption.OfFlag("--force", "force", "Takes it away from whoever holds it, and says who that was")],
            Run = new OwnRun { GoesOnWithTheReached = true },
        });
    }

    private static Command Create(Surroundings here, Kind kind)
    {
        var options = new RunOptionSet(here);
        var command = new Command(kind.Name, kind.About);
        foreach (var option in kind.Own)
            option.AddTo(command);
        options.AddTo(command);
        if (kind.Publishes)
        {
            options.Plan.AddOrderTo(command);
            options.Deployment.AddTo(command);
        }

        command.SetAction((parsed, _) =>
        {
            var request = options.Plan.Request(parsed, kind.Name);
            foreach (var option in kind.Own)
                request = option.Apply(request, parsed);
            var recipe = kind.Publishes ? options.Recipe.ReadWhole(parsed) : options.Recipe.Read(parsed);
            return options.Compose(parsed).RunAsync(recipe, request, kind.Run);
        });
        return command;
    }

    /// <summary>A command that runs the built-in task of its name.</summary>
    private sealed record Kind(string Name, string About)
    {
        public required ImmutableArray<SettingOption> Own { get; init; }

        /// <summary>It changes what hosts serve.</summary>
        public bool Publishes { get; init; }

        public OwnRun Run { get; init; } = new();
    }
}
