using System.Text.Json;
using static DeployTasks.Tool.Commands.Report;

namespace DeployTasks.Tool.Commands.Releases;

/// <summary>What <c>releases</c>, <c>status</c> and <c>history</c> show.</summary>
internal static class ReleaseReports
{
    private const int ShortRevision = 7;

    public static Report Releases(IReadOnlyList<JsonElement> facts) => new(
        ["host", "release", "when", "by", "revision", "size", "state"],
        [.. Hosts(facts).SelectMany(host => host.GetProperty("releases").EnumerateArray().Select(release => Release(host, release)))],
        DriftOf(facts));

    public static Report Status(IReadOnlyList<JsonElement> facts) => new(
        ["host", "serves", "when", "by", "revision", "locked by"],
        [.. Hosts(facts).Select(StatusOf)],
        DriftOf(facts));

    public static Report History(IReadOnlyList<JsonElement> facts) => new(
        ["when", "host", "what", "release", "before", "by", "run"],
        [.. facts.Select(Happened).OrderBy(row => row[0], StringComparer.Ordinal)],
        Drift: null);

    // A hook may print objects about the host, too.
    private static IEnumerable<JsonElement> Hosts(IEnumerable<JsonElement> facts) => facts.Where(fact => fact.TryGetProperty("releases", out _));

    private static string[] Release(JsonElement host, JsonElement release) =>
    [
        Text(host, "host"), Text(release, "name"), Text(release, "time"), Text(release, "user"), Revision(release), Size(release),
        State(release),
    ];

    private static string[] StatusOf(JsonElement host)
    {
        var current = Current(host);
        // By whom it is served, which after a rollback is not who made it.
        var since = host.TryGetProperty("served", out var served) ? served : current;
        return [Text(host, "host"), Text(host, "current"), Text(since, "time"), Text(since, "user"), Revision(current), Lock(host)];
    }

    // The next run takes one that is left behind, so nobody is locked out by it.
    private static string Lock(JsonElement host) =>
        Text(host, "left_behind") is { Length: > 0 } dead ? $"{dead}, left behind" : Text(host, "lock");

    private static string[] Happened(JsonElement entry) =>
    [
        Text(entry, "time"), Text(entry, "host"), Text(entry, "event"), Text(entry, "release"),
        Text(entry, "previous") + Text(entry, "restored"), Text(entry, "user"), First(Text(entry, "ci"), Text(entry, "run")),
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
        var whole = Text(release, "revision");
        return whole[..Math.Min(ShortRevision, whole.Length)];
    }

    private static string Size(JsonElement release) =>
        !long.TryParse(Text(release, "size"), out var bytes) ? ""
        : bytes < 1024 ? $"{bytes} B"
        : bytes < 1024 * 1024 ? $"{bytes / 1024.0:0.0} KiB"
        : $"{bytes / 1024.0 / 1024:0.0} MiB";

    private static string First(string one, string other) => one.Length > 0 ? one : other;

    // The content counts; a host that had it already kept its release and its name.
    private static Error? DriftOf(IReadOnlyList<JsonElement> facts)
    {
        var served = Hosts(facts).GroupBy(host => First(Text(Current(host), "digest"), Text(host, "current"))).ToArray();
        return served.Length > 1 ? Errors.HostsDiffer(string.Join("; ", served.Select(Served))) : null;

        static string Served(IEnumerable<JsonElement> hosts) =>
            $"{First(Text(hosts.First(), "current"), "nothing")} on {string.Join(", ", hosts.Select(host => Text(host, "host")))}";
    }
}
