using System.CommandLine;
using System.CommandLine.Parsing;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tool.Options;

/// <summary>Where the story of a run goes and how long it gets.</summary>
internal sealed class OutputOptions
{
    private readonly Option<string?> _output = new("--output")
    {
        Description = "console, json (one event a line), msbuild or github; by itself github in a step of GitHub Actions, else console",
        HelpName = "FORMAT",
    };

    private readonly Option<string?> _log = new("--log")
    {
        Description = "Appends everything to this file: what hosts print byte for byte, secrets in clear",
        HelpName = "FILE",
    };

    private readonly Switch _quiet = new("--quiet", "-q") { Description = "Shows failures only" };
    private readonly Switch _verbose = new("--verbose", "-v") { Description = "Shows commands and their output" };
    private readonly Switch _timings = new("-vv") { Description = "Shows how long everything takes, too" };
    private readonly Switch _everything = new("-vvv") { Description = "Shows everything, stack traces too" };

    public OutputOptions() => _output.AcceptOnlyFromAmong("console", "json", "msbuild", "github");

    public void AddTo(Command command)
    {
        command.Add(_output);
        command.Add(_log);
        command.Add(_quiet);
        command.Add(_verbose);
        command.Add(_timings);
        command.Add(_everything);
    }

    public OutputChoice Choice(ParseResult parsed, Surroundings here) =>
        new(Named(parsed) ?? Usual(parsed, here), parsed.GetValue(_log), Level(parsed));

    /// <summary>What was asked for, as far as it was understood; for commands without these options, too.</summary>
    public static OutputChoice Of(ParseResult parsed, Surroundings here)
    {
        var verbosity = parsed.GetResult("-vvv") is OptionResult { Implicit: false } ? Verbosity.Everything : Verbosity.Normal;
        return new OutputChoice(Named(parsed) ?? Usual(parsed, here), Log: null, verbosity);
    }

    /// <summary>The format that somebody asked for; null when nobody did.</summary>
    public static string? Named(ParseResult parsed) =>
        parsed.GetResult("--output") is OptionResult { Implicit: false, Errors: var errors } output && !errors.Any()
            ? output.GetValueOrDefault<string>()
            : null;

    // A front end of ours that holds the leash makes its own annotations.
    private static string Usual(ParseResult parsed, Surroundings here) =>
        here.IsGitHub && parsed.GetResult("--leash") is not OptionResult { Implicit: false } && parsed.CommandResult.Command is not CaughtCommand
            ? "github" : "console";

    private Verbosity Level(ParseResult parsed) =>
        parsed.GetValue(_everything) ? Verbosity.Everything
        : parsed.GetValue(_timings) ? Verbosity.Timings
        : parsed.GetValue(_verbose) ? Verbosity.Output
        : parsed.GetValue(_quiet) ? Verbosity.Quiet
        : Verbosity.Normal;
}
