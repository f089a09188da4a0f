using System.CommandLine;
using System.CommandLine.Parsing;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tool.Options;

/// <summary>Where the story of a run goes and how long it gets.</summary>
internal sealed class OutputOptions
{
    private readonly Option<string> _output = new("--output")
    {
        Description = "console, json (one event a line) or msbuild",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => "console",
    };

    private readonly Option<string?> _log = new("--log")
    {
        Description = "Appends everything to this file, what hosts print byte for byte",
        HelpName = "FILE",
    };

    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Shows failures only" };
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Shows commands and their output" };
    private readonly Option<bool> _timings = new("-vv") { Description = "Shows how long everything takes, too" };
    private readonly Option<bool> _everything = new("-vvv") { Description = "Shows everything, stack traces too" };

    public OutputOptions() => _output.AcceptOnlyFromAmong("console", "json", "msbuild");

    public void AddTo(Command command)
    {
        command.Add(_output);
        command.Add(_log);
        command.Add(_quiet);
        command.Add(_verbose);
        command.Add(_timings);
        command.Add(_everything);
    }

    public OutputChoice Choice(ParseResult parsed) =>
        new(parsed.GetValue(_output)!, parsed.GetValue(_log), Level(parsed));

    /// <summary>What was asked for, as far as it was understood; for commands without these options, too.</summary>
    public static OutputChoice Of(ParseResult parsed)
    {
        var format = parsed.GetResult("--output") is OptionResult { Errors: var errors } output && !errors.Any()
            ? output.GetValueOrDefault<string>()
            : null;
        var verbosity = parsed.GetResult("-vvv") is null ? Verbosity.Normal : Verbosity.Everything;
        return new OutputChoice(format ?? "console", Log: null, verbosity);
    }

    private Verbosity Level(ParseResult parsed) =>
        parsed.GetValue(_everything) ? Verbosity.Everything
        : parsed.GetValue(_timings) ? Verbosity.Timings
        : parsed.GetValue(_verbose) ? Verbosity.Output
        : parsed.GetValue(_quiet) ? Verbosity.Quiet
        : Verbosity.Normal;
}
