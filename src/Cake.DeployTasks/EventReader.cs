using System.Text;
using System.Text.Json;
using Cake.Core.Diagnostics;

namespace Cake.DeployTasks;

/// <summary>Turns the tool's events into lines of Cake's log and a typed result.</summary>
internal sealed class EventReader(ICakeLog log)
{
    private readonly Dictionary<string, StringBuilder> _output = new(StringComparer.Ordinal);
    private readonly List<DeployHostResult> _hosts = [];
    private readonly List<string> _errors = [];

    public DeployResult Result(int exit) => new(exit, _hosts, _errors);

    public void Read(string line)
    {
        using var document = Event(line);
        if (document is null)
        {
            log.Information("{0}", line);
            return;
        }

        var happened = document.RootElement;
        switch (Text(happened, "event"))
        {
            case "task-started":
                log.Information("{0}", Text(happened, "task"));
                break;
            case "line":
                Print(happened);
                break;
            case "said":
                Say(happened);
                break;
            case "host-ended":
                End(happened);
                break;
            case "run-ended" when happened.TryGetProperty("errors", out var errors):
                foreach (var error in errors.EnumerateArray())
                {
                    Complain(error);
                }

                break;
        }
    }

    // A tool that is killed leaves half an event behind.
    private static JsonDocument? Event(string line)
    {
        try
        {
            return line.StartsWith('{') ? JsonDocument.Parse(line) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Print(JsonElement line)
    {
        var (host, text) = (Text(line, "host")!, Text(line, "text")!);
        if (Text(line, "stream") == "out")
        {
            (_output.TryGetValue(host, out var all) ? all : _output[host] = new StringBuilder()).AppendLine(text);
        }

        log.Verbose("[{0}] {1}", host, text);
    }

    private void Say(JsonElement said)
    {
        var text = Text(said, "host") is { } host ? $"[{host}] {Text(said, "text")}" : Text(said, "text")!;
        var (verbosity, level) = Text(said, "level") switch
        {
            "warning" => (Verbosity.Minimal, LogLevel.Warning),
            "info" => (Verbosity.Normal, LogLevel.Information),
            _ => (Verbosity.Diagnostic, LogLevel.Debug),
        };
        log.Write(verbosity, level, "{0}", text);
    }

    private void End(JsonElement ended)
    {
        var host = Text(ended, "host")!;
        var facts = ended.TryGetProperty("facts", out var given) ? given : default;
        var result = new DeployHostResult(
            host, Text(ended.GetProperty("outcome"), "kind")!, Text(facts, "release_name"), Text(facts, "previous_release"),
            TimeSpan.FromSeconds(ended.GetProperty("took").GetDouble()), _output.TryGetValue(host, out var text) ? text.ToString() : "")
        { ScriptId = Text(facts, "script_id") };
        _hosts.Add(result);
        log.Information("[{0}] {1} {2}", host, result.Status, result.Release ?? "");
    }

    private void Complain(JsonElement error)
    {
        var host = Text(error, "host") is { } name ? $"{name}: " : "";
        var place = error.TryGetProperty("place", out var at)
            ? $"{Text(at, "file")}({at.GetProperty("line").GetInt32()},{at.GetProperty("column").GetInt32()}): "
            : "";
        _errors.Add($"{place}{Text(error, "code")}: {host}{Text(error, "what")}. {Text(error, "next")}");
        log.Error("{0}", _errors[^1]);
        if (Text(error, "detail") is { Length: > 0 } detail)
        {
            log.Error("{0}", detail);
        }
    }

    private static string? Text(JsonElement map, string name) =>
        map.ValueKind == JsonValueKind.Object && map.TryGetProperty(name, out var value) ? value.GetString() : null;
}
