using System.CommandLine;
using DeployTasks.Events;
using DeployTasks.Tool.Commands;
using DeployTasks.Tool.Commands.Scripts;
using DeployTasks.Tool.Options;

namespace DeployTasks.Tool;

/// <summary>From arguments to exit code. The one place that catches, prints and decides.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, Surroundings here)
    {
        // A file of arguments is no feature of ours: exec '@x' must mean what it says.
        var parsed = Root(here).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        try
        {
            if (UsageErrors.Of(parsed) is { Count: > 0 } mistakes)
                throw new DeployException(mistakes);
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = here.Out,
                Error = here.Error,
            });
        }
        catch (DeployException mistakes)
        {
            return Print(mistakes.Errors, parsed, here);
        }
        catch (Exception fault)
        {
            return Print([Errors.Internal(fault)], parsed, here);
        }
        finally
        {
            Keypad.Release(here);
        }
    }

    private static int Print(IReadOnlyList<Error> errors, ParseResult parsed, Surroundings here)
    {
        var redaction = new Redaction(here.Secrets);
        var exit = ExitCodes.Of(errors.Select(error => error.Exit));
        OutputOptions.Of(parsed, here).Print([.. errors.Select(redaction.Of)], exit, here);
        return (int)exit;
    }

    private static RootCommand Root(Surroundings here)
    {
        var root = new RootCommand("Deploys folders of files to many Linux hosts over SSH, all or nothing")
        {
            HelpName = "dotnet deploy",
        };
        Command[] commands =
        [
            RunCommand.Create(here), PlanCommand.Create(here), ExecCommand.Create(here), CheckCommand.Create(here),
            .. ReleaseCommands.Create(here), ScriptCommand.Create(here), ListenCommand.Create(here),
            TasksCommand.Create(here), HostsCommand.Create(here), ConfigCommand.Create(here), SshCommand.Create(here),
            InitCommand.Create(here), ValidateCommand.Create(here), SchemaCommand.Create(here),
            CompletionCommand.Create(here),
        ];
        foreach (var command in commands)
            root.Add(command);
        return root;
    }
}
