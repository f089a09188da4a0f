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
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Bytes.</summary>
    public long LogSize { get; init; }
    public string LogDigest { get; init; } = "";

    public bool IsFinal => State != ScriptState.Running;
    public bool IsSuccess => State == ScriptState.Finished && Exit == 0;

    /// <summary>As the status file says it.</summary>
    public static string WordOf(ScriptState state) => Words[(int)state];

    /// <summary>Reads one line; null when a host wrote something else.</summary>
    public static ScriptStatus? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            return Of(document.RootElement);
        }
        catch (Exception garbage) when (garbage is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static ScriptStatus? Of(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && Text(root, "id") is { Length: > 0 } id && id == ScriptId.Safe(id) && StateOf(Text(root, "state")) is { } state
            ? new ScriptStatus(id, Text(root, "name") ?? id, state, (int?)Whole(root, "exit"), Text(root, "reason") ?? "")
            {
                Started = Time(root, "started"),
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
