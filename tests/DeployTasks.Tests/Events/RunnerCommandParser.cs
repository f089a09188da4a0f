namespace DeployTasks.Tests.Events;

internal sealed record RunnerCommand(string Name, IReadOnlyDictionary<string, string> Properties, string Data);

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

    public static bool Acts(string line) => Parse(line) is not null;

    /// <param name="token">A stop token is a command too while it is in force.</param>
    public static RunnerCommand? Parse(string line, string? token = null) => AtStart(line, token) ?? Anywhere(line, token);

    private static RunnerCommand? AtStart(string line, string? token)
    {
        var trimmed = line.TrimStart();
        if (!trimmed.StartsWith("::", StringComparison.Ordinal))
            return null;
        var end = trimmed.IndexOf("::", 2, StringComparison.Ordinal);
        return end < 0 ? null : Command(trimmed[2..end], ',', trimmed[(end + 2)..], token);
    }

    private static RunnerCommand? Anywhere(string line, string? token)
    {
        var start = line.IndexOf("##[", StringComparison.Ordinal);
        var end = start < 0 ? -1 : line.IndexOf(']', start);
        return end < 0 ? null : Command(line[(start + 3)..end], ';', line[(end + 1)..], token);
    }

    private static RunnerCommand? Command(string info, char separator, string data, string? token)
    {
        var space = info.IndexOf(' ');
        var name = space < 0 ? info : info[..space];
        if (!Registered.Append(token ?? "").Contains(name, StringComparer.OrdinalIgnoreCase) || name.Length == 0)
            return null;
        var pairs = space < 0 ? [] : info[(space + 1)..].Split(separator, StringSplitOptions.RemoveEmptyEntries);
        var properties = pairs.Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0].Trim(), pair => Unescaped(pair[1]));
        return new RunnerCommand(name.ToLowerInvariant(), properties, Unescaped(data));
    }

    private static string Unescaped(string text) => text.Replace("%3B", ";").Replace("%0D", "\r").Replace("%0A", "\n")
        .Replace("%5D", "]").Replace("%3A", ":").Replace("%2C", ",").Replace("%25", "%");
}
