using System.CommandLine;

namespace DeployTasks.Tool.Commands.Scripts;

/// <summary>Scripts that run on the hosts by themselves, from their start to the removal of what they leave.</summary>
internal static class ScriptCommand
{
    /// <summary>Of the task that each of these commands makes for itself.</summary>
    public const string Task = "script";

    public static Command Create(Surroundings here) => new(Task, "Starts scripts on the hosts, waits for them, shows and ends them")
    {
        StartCommand.Create(here),
        JobCommand.Wait(here),
        JobReports.List(here),
        JobReports.Status(here),
        JobCommand.Logs(here),
        JobCommand.Stop(here),
        JobCommand.Clean(here),
    };

    public static Argument<string> Job()
    {
        var id = new Argument<string>("id")
        {
            Description = "What 'script start' printed; or the name of a script: then the one that was started last",
            HelpName = "ID",
        };
        // An output of CI that was never set.
        id.Validators.Add(static given =>
        {
            if (given.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
                given.AddError("The ID of the script is empty: give what 'script start' printed, or the name of a script");
        });
        return id;
    }

    public static Option<string?> User() => new("--as")
    {
        Description = "User the script runs as, when it is not the one that logs in",
        HelpName = "USER",
    };
}
