using System.Globalization;
using System.Text.Json;

namespace DeployTasks.Scripts;

public enum ScriptState { Running, Finished, TimedOut, Stopped, Abandoned, Lost }

/// <summary>The status file of a job, which is the truth about it.</summary>
/// <param name="Exit">Null while it runs and when it is lost.</param>
/// <param name="Reason">Why it is lost: <c>rebooted</c>, <c>killed</c> or <c>never-started</c>; else empty.</param>
public sealed record ScriptStatus(string Id, string Name, ScriptState State, int? Exit, string Reason)
{
    private static readonly string[] Words = ["running", "finished", "timed-out", "stopped", "abandoned", "lost"];

    public DateTimeOffset? Started { get; init; }

    /// <summary>When its runner was started, in ticks since the host was: finer than the second of <see cref="Started"/>.</summary>
    public long Tick { get; init; }
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Bytes.</summary>
    public long LogSize { get; init; }
    public string LogDigest { get; init; } = "";

    public bool IsFinal => State != ScriptState.Running;

    /// <summary>As the status file says it.</summary>
    public static string WordOf(ScriptState state) => Words[(int)state];

    /// <summary>What it means to whoever waited for it.</summary>
    /// <param name="log">The end of its log.</param>
    public Outcome Judge(string log) => State switch
    {
        ScriptState.Finished when Exit == 0 => Outcome.Done,
        ScriptState.TimedOut => Outcome.Failed(Errors.ScriptTimedOut(this, log)),
        ScriptState.Stopped => Outcome.Failed(Errors.ScriptStopped(this)),
        ScriptState.Abandoned => Outcome.Failed(Errors.ScriptAbandoned(this)),
        ScriptState.Lost => Outcome.Failed(Errors.ScriptLost(this, log)),
        _ => Outcome.Failed(Errors.ScriptFailed(this, log)),
    };

    /// <summary>Reads a report, oldest first; lines that are none do not count.</summary>
    public static IReadOnlyList<ScriptStatus> ParseAll(ReadOnlySpan<byte> report)
    {
        var jobs = new List<ScriptStatus>();
        foreach (var range in report.Split((byte)'\n'))
        {
            if (Parse(report[range]) is { } status)
            {
                jobs.Add(status);
            }
        }

        return [.. jobs.OrderBy(job => job.Started).ThenBy(job => job.Tick)];
    }

    /// <summary>Reads one line; null when a host wrote something else.</summary>
    public static ScriptStatus? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            return Of(document.RootElement);
        }
        catch (Exception garbage) when (garbage is JsonException or InvalidOperationException or FormatException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static ScriptStatus? Of(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && Text(root, "id") is { Length: > 0 } id && id == ScriptId.Safe(id) && StateOf(Text(root, "state")) is { } state
            ? new ScriptStatus(id, Text(root, "name") ?? id, state, (int?)Whole(root, "exit"), Text(root, "reason") ?? "")
            {
                Started = Time(root, "started"),
                Tick = long.TryParse(Text(root, "start"), NumberStyles.None, CultureInfo.InvariantCulture, out var tick) ? tick : 0,
                Ended = Time(root, "ended"),
                LogSize = Whole(root, "log_size") ?? 0,
                LogDigest = Text(root, "log_sha256") ?? "",
            }
            : null;

    private static ScriptState? StateOf(string? word) =>
        Array.IndexOf(Words, word) is >= 0 and var found ? (ScriptState)found : null;

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Whole(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;

    private static DateTimeOffset? Time(JsonElement root, string name) =>
        Whole(root, name) is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
