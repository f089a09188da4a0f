namespace DeployTasks.Tests.Events;

/// <summary>
/// The two parsers with which GitHub's runner looks for commands in a log line, written anew from their rules
/// (https://github.com/actions/runner, ActionCommand.cs and ActionCommandManager.cs): <c>::name props::data</c> after
/// white space, and <c>##[name props]data</c> anywhere. Only registered names act.
/// </summary>
internal static class RunnerCommandParser
{
    private static readonly string[] Registered =
    [
        "set-env", "set-output", "save-state", "add-path", "add-mask", "add-matcher", "remove-matcher", "debug", "notice",
        "warning", "error", "group", "endgroup", "echo", "stop-commands", "internal-set-repo-path",
    ];

    public static bool Acts(string line) => ActsAnywhere(line) || ActsAtStart(line);

    private static bool ActsAtStart(string line)
    {
        var trimmed = line.TrimStart();
        if (!trimmed.StartsWith("::", StringComparison.Ordinal))
            return false;
        var end = trimmed.IndexOf("::", 2, StringComparison.Ordinal);
        return end >= 0 && IsRegistered(trimmed[2..end]);
    }

    private static bool ActsAnywhere(string line)
    {
        var start = line.IndexOf("##[", StringComparison.Ordinal);
        if (start < 0)
            return false;
        var end = line.IndexOf(']', start);
        return end >= 0 && IsRegistered(line[(start + 3)..end]);
    }

    private static bool IsRegistered(string command)
    {
        var space = command.IndexOf(' ');
        return Registered.Contains(space < 0 ? command : command[..space], StringComparer.OrdinalIgnoreCase);
    }
}
