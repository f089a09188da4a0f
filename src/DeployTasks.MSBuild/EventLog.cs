using System.Text.RegularExpressions;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace DeployTasks.MSBuild;

/// <summary>Turns the tool's events into messages, warnings and errors of the build, and remembers the results.</summary>
/// <param name="hasEvents">Its stdout tells of events, of a mistake, too; without them it is text, though it may look like one.</param>
/// <param name="isDetailed">What hosts print is shown, too.</param>
/// <param name="place">Where a mistake in our generated recipe really is: the file that has the items.</param>
internal sealed class EventLog(TaskLoggingHelper log, bool hasEvents, bool isDetailed, Func<string, string> place)
{
    private const string Help = "https://github.com/deploytasks/deploytasks/blob/main/docs/errors.md#";
    private static readonly Regex Mistake = new(
        @"^(?:(?<file>[^(]+)\((?<line>\d+),(?<column>\d+)\): )?error (?<code>DT\d{4}): (?<what>.*)$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private readonly Dictionary<string, HostResult> _hosts = new(StringComparer.Ordinal);

    public IEnumerable<HostResult> Hosts => _hosts.Values;

    public List<object?> Errors { get; } = [];

    public void Handle(string line)
    {
        if (Event(line) is not { } happened)
        {
            Say(MessageImportance.High, line);
            return;
        }

        switch (Text(happened, "event"))
        {
            case "run-started":
                foreach (var host in Texts(happened, "hosts"))
                {
                    Of(host);
                }

                break;
            case "task-started":
                Say(MessageImportance.High, $"{Text(happened, "task")} on {string.Join(", ", Texts(happened, "hosts"))}");
                break;
            case "line":
                Print(happened);
                break;
            case "said":
                Said(happened);
                break;
            case "host-ended":
                End(happened);
                break;
            case "run-ended":
                foreach (var error in List(happened, "errors").Cast<Dictionary<string, object?>>())
                {
                    Complain(error);
                }

                break;
        }
    }

    /// <summary>A line of the tool's stderr: what stands in the way of a run, in the form of a compiler's error.</summary>
    public void Complain(string line)
    {
        if (hasEvents || Mistake.Match(line) is not { Success: true } mistake)
        {
            Say(MessageImportance.High, line);
            return;
        }

        Complain(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["code"] = mistake.Groups["code"].Value,
            ["what"] = mistake.Groups["what"].Value,
            ["place"] = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["file"] = mistake.Groups["file"].Value,
                ["line"] = Number("line"),
                ["column"] = Number("column"),
            },
        });

        object? Number(string group) => double.TryParse(mistake.Groups[group].Value, out var number) ? number : null;
    }

    // A tool that is killed leaves half an event behind.
    private Dictionary<string, object?>? Event(string line)
    {
        try
        {
            return hasEvents && line.StartsWith("{", StringComparison.Ordinal) ? (Dictionary<string, object?>)JsonReader.Read(line)! : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private void Print(Dictionary<string, object?> line)
    {
        var (host, text) = (Text(line, "host"), Text(line, "text"));
        if (Text(line, "stream") == "out")
        {
            Of(host).Output.Append(text).Append('\n');
        }

        Say(isDetailed ? MessageImportance.High : MessageImportance.Low, $"[{host}] {text}");
    }

    private void Said(Dictionary<string, object?> said)
    {
        var text = Text(said, "host") is { Length: > 0 } host ? $"[{host}] {Text(said, "text")}" : Text(said, "text");
        if (Text(said, "level") == "warning")
        {
            log.LogWarning(null, "DT8108", null, Help + "dt8108", null, 0, 0, 0, 0, "{0}", text);
        }
        else
        {
            Say(Text(said, "level") == "info" ? MessageImportance.High : MessageImportance.Low, text);
        }
    }

    private void End(Dictionary<string, object?> ended)
    {
        var host = Of(Text(ended, "host"));
        var facts = Map(ended, "facts");
        host.Status = Text(Map(ended, "outcome"), "kind");
        host.Seconds = ended.TryGetValue("took", out var took) && took is double seconds ? seconds : 0;
        host.Release = Text(facts, "release_name");
        host.PreviousRelease = Text(facts, "previous_release");
        host.ScriptId = Text(facts, "script_id");
        Say(MessageImportance.High, $"[{Text(ended, "host")}] {host.Status} {host.Release}".TrimEnd());
    }

    private void Complain(Dictionary<string, object?> error)
    {
        Errors.Add(error);
        var (code, where) = (Text(error, "code"), Map(error, "place"));
        var host = Text(error, "host") is { Length: > 0 } name && !Text(error, "what").Contains(name) ? $"{name}: " : "";
        var (line, column) = (Whole(where, "line"), Whole(where, "column"));
        var file = Text(where, "file") is { Length: > 0 } given ? place(given) : null;
        var isOurs = file is not null && file == Text(where, "file");
        log.LogError(null, code, null, Help + code.ToLowerInvariant(), file, isOurs ? line : 0, isOurs ? column : 0, 0, 0,
            "{0}", $"{host}{Text(error, "what")}{(Text(error, "next") is { Length: > 0 } next ? $". {next}" : "")}");
        if (Text(error, "detail") is { Length: > 0 } detail)
        {
            Say(MessageImportance.High, detail);
        }
    }

    private HostResult Of(string host) => _hosts.TryGetValue(host, out var known) ? known : _hosts[host] = new HostResult(host);

    private void Say(MessageImportance importance, string text) => log.LogMessage(importance, "{0}", text);

    private static string Text(Dictionary<string, object?> map, string name) =>
        map.TryGetValue(name, out var value) && value is string text ? text : "";

    private static int Whole(Dictionary<string, object?> map, string name) =>
        map.TryGetValue(name, out var value) && value is double number ? (int)number : 0;

    private static Dictionary<string, object?> Map(Dictionary<string, object?> map, string name) =>
        map.TryGetValue(name, out var value) && value is Dictionary<string, object?> inner ? inner : [];

    private static List<object?> List(Dictionary<string, object?> map, string name) =>
        map.TryGetValue(name, out var value) && value is List<object?> list ? list : [];

    private static IEnumerable<string> Texts(Dictionary<string, object?> map, string name) => List(map, name).OfType<string>();
}
