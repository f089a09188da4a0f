using System.Text.Json;
using DeployTasks.Events;

namespace DeployTasks.Tool.Commands.Releases;

/// <summary>The facts of all hosts as a table.</summary>
/// <param name="Drift">Set when hosts serve different content.</param>
internal sealed record Report(IReadOnlyList<string> Header, IEnumerable<IReadOnlyList<string>> Rows, Error? Drift)
{
    private const int ShortRevision = 7;

    public static Report OfReleases(IReadOnlyList<JsonElement> facts) => new(
        ["host", "release", "when", "by", "revision", "size", "state"],
        [.. facts.SelectMany(host => host.GetProperty("releases").EnumerateArray().Select(release => Release(host, release)))],
        DriftOf(facts));

    public static Report OfStatus(IReadOnlyList<JsonElement> facts) => new(
        ["host", "serves", "when", "by", "revision", "locked by"],
        [.. facts.Select(Status)],
        DriftOf(facts));

    public static Report OfHistory(IReadOnlyList<JsonElement> facts) => new(
        ["when", "host", "what", "release", "before", "by", "run"],
        [.. facts.Select(Happened).OrderBy(row => row[0], StringComparer.Ordinal)],
        Drift: null);

    private static string[] Release(JsonElement host, JsonElement release) =>
    [
        Of(host, "host"), Of(release, "name"), Of(release, "time"), Of(release, "user"), Revision(release), Size(release),
        State(release),
    ];

    private static string[] Status(JsonElement host)
    {
        var current = Current(host);
        return [Of(host, "host"), Of(host, "current"), Of(current, "time"), Of(current, "user"), Revision(current), Of(host, "lock")];
    }

    private static string[] Happened(JsonElement entry) =>
    [
        Of(entry, "time"), Of(entry, "host"), Of(entry, "event"), Of(entry, "release"),
        Of(entry, "previous") + Of(entry, "restored"), Of(entry, "user"), First(Of(entry, "ci"), Of(entry, "run")),
    ];

    private static readonly string[] Marks = ["current", "bad", "foreign"];

    private static JsonElement Current(JsonElement host) =>
        host.GetProperty("releases").EnumerateArray().FirstOrDefault(release => release.GetProperty("current").GetBoolean());

    private static string State(JsonElement release)
    {
        var marks = Marks.Where(mark => release.GetProperty(mark).GetBoolean());
        return string.Join(", ", release.GetProperty("complete").GetBoolean() ? marks : marks.Append("incomplete"));
    }

    private static string Revision(JsonElement release)
    {
        var whole = Of(release, "revision");
        return whole[..Math.Min(ShortRevision, whole.Length)];
    }

    private static string Size(JsonElement release) =>
        long.TryParse(Of(release, "size"), out var bytes) ? $"{bytes / 1024.0 / 1024:0.0} MiB" : "";

    private static string First(string one, string other) => one.Length > 0 ? one : other;

    // What a host wrote down is shown like all a host says: harmless for terminals and CI.
    private static string Of(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? Neutraliser.Neutralise(TerminalText.Clean(value.GetString()!))
            : "";

    // The content counts; a host that had it already kept its release and its name.
    private static Error? DriftOf(IReadOnlyList<JsonElement> facts)
    {
        var served = facts.GroupBy(host => First(Of(Current(host), "digest"), Of(host, "current"))).ToArray();
        return served.Length > 1 ? Errors.HostsDiffer(string.Join("; ", served.Select(Served))) : null;

        static string Served(IEnumerable<JsonElement> hosts) =>
            $"{First(Of(hosts.First(), "current"), "nothing")} on {string.Join(", ", hosts.Select(host => Of(host, "host")))}";
    }
}
