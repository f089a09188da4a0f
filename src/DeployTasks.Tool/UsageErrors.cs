using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace DeployTasks.Tool;

/// <summary>What the parser complains of, and what it lets pass, as errors of ours with a next move.</summary>
internal static class UsageErrors
{
    /// <summary>Empty for help, version and completion, whatever else stands beside them.</summary>
    public static IReadOnlyList<Error> Of(ParseResult parsed)
    {
        if (parsed.Action is not null and not ParseErrorAction && parsed.Action != parsed.CommandResult.Command.Action)
            return [];
        var command = parsed.CommandResult;
        var unknown = parsed.UnmatchedTokens.Concat(MistakenForArguments(command)).ToArray();
        if (unknown.Length > 0)
            return [.. unknown.Select(word => Errors.UnknownWord(word, Known(command.Command)))];
        return [.. parsed.Errors.Select(error => Errors.WrongUsage(Plain(error.Message)))];
    }

    // The parser quotes twice, and lists choices over several lines.
    private static string Plain(string message) =>
        string.Join(' ', message.Replace("''", "'", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // A list of tasks takes every word, misspelt options too.
    private static IEnumerable<string> MistakenForArguments(CommandResult command) => command.Children
        .OfType<ArgumentResult>()
        .SelectMany(argument => argument.Tokens)
        .Select(token => token.Value)
        .Where(word => word.StartsWith('-') && word.Length > 1);

    private static IEnumerable<string> Known(Command command) =>
        command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name)
            .Concat(command.Options.SelectMany(option => option.Aliases.Append(option.Name)));
}
