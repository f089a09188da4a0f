using System.CommandLine;
using DeployTasks.Recipes;
using DeployTasks.Tool.Options;

namespace DeployTasks.Tool.Commands.Scripts;

/// <summary><c>script start</c>: ends as soon as every host has the script, and prints the id to wait for.</summary>
internal sealed class StartCommand
{
    private readonly Argument<string> _file = new("file") { Description = "Script file of this machine", HelpName = "FILE" };

    private readonly Option<string?> _name = new("--name")
    {
        Description = "Name to wait for; the file's when not given",
        HelpName = "NAME",
    };

    private readonly Option<string[]> _arguments = new("--arg")
    {
        Description = "Argument of the script; may be given more than once, as --arg=-x when it begins with a dash",
        HelpName = "TEXT",
    };

    private readonly Option<string?> _interpreter = new("--interpreter")
    {
        Description = "What runs it; bash, unless its first line says otherwise",
        HelpName = "PROGRAM",
    };

    private readonly Option<string?> _limit = new("--time-limit")
    {
        Description = "Kills the script and all it has started after this time",
        HelpName = "TIME",
    };

    private readonly Option<string> _onLost = new("--on-lost")
    {
        Description = "What it does when nobody is left: it ends its work, or stops",
        HelpName = "finish|stop",
        DefaultValueFactory = _ => "finish",
    };

    private readonly Option<string?> _user = ScriptCommand.User();

    private StartCommand() => _onLost.AcceptOnlyFromAmong("finish", "stop");

    public static Command Create(Surroundings here) => new StartCommand().For(here);

    private CaughtCommand For(Surroundings here)
    {
        var options = new RunOptionSet(here);
        var listener = new ListenerOption(here);
        var command = new CaughtCommand("start", "Starts a script on every host and prints its id; it runs on by itself")
        {
            _file, _name, _arguments, _interpreter, _limit, _onLost, _user,
        };
        listener.AddTo(command);
        options.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var step = Step(parsed, here);
            var recipe = OwnTask.In(options.Recipe.Read(parsed), ScriptCommand.Task, step);
            var started = new StartedScript(step.Name!);
            var request = listener.Apply(options.Plan.Request(parsed, ScriptCommand.Task), parsed);
            var exit = await options.Compose(parsed).RunAsync(recipe, request, new OwnRun { Reader = started });
            if (started.Id is { } id && OutputOptions.Named(parsed) is not ("json" or "msbuild"))
                Tell(id, here);
            return exit;
        });
        return command;
    }

    // It runs by now, and who started it cannot wait for it without its name.
    private static void Tell(string id, Surroundings here)
    {
        try
        {
            here.Out.WriteLine(id);
        }
        catch (DeployException)
        {
            here.Error.WriteLine(id);
            throw;
        }
    }

    private ScriptStep Step(ParseResult parsed, Surroundings here)
    {
        var file = Path.GetFullPath(parsed.GetValue(_file)!, here.Folder);
        return File.Exists(file)
            ? new ScriptStep(new Place("script start"))
            {
                File = file,
                Name = parsed.GetValue(_name) ?? Path.GetFileNameWithoutExtension(file),
                Arguments = [.. parsed.GetValue(_arguments) ?? []],
                Interpreter = parsed.GetValue(_interpreter),
                Detach = true,
                OnLost = parsed.GetValue(_onLost) == "stop" ? OnLost.Stop : OnLost.Finish,
                Timeout = parsed.GetValue(_limit) is { } limit ? Recipes.Duration.Parse(limit) : null,
                As = parsed.GetValue(_user),
            }
            : throw new DeployException(Errors.NoScriptFile(file));
    }
}
