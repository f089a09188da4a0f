using System.Text;
using System.Text.Json;
using DeployTasks.Releases.Packing;

namespace DeployTasks.Releases;

/// <summary>What is written down on the host about releases: JSON fields without braces. Times are the run's: one clock for all hosts.</summary>
internal static class Journal
{
    /// <summary>Of a release, for <c>releases</c>.</summary>
    public static string Meta(ReleaseScope scope) => Fields(
        ("time", Time(scope)), ("user", Known(scope, "user")), ("run", scope.Settings.Text("run_id")), ("ci", Known(scope, "ci_url")),
        ("revision", Known(scope, ArtifactSettings.Revision)), ("digest", Known(scope, ArtifactSettings.Digest)),
        ("size", Known(scope, ArtifactSettings.Size)));

    /// <summary>Of something that happened, for <c>history</c>.</summary>
    public static string Entry(string what, ReleaseScope scope) => Fields(
        ("time", Time(scope)), ("event", what), ("release", Known(scope, "release_name")), ("user", Known(scope, "user")),
        ("run", scope.Settings.Text("run_id")), ("ci", Known(scope, "ci_url")));

    private static string Time(ReleaseScope scope) => $"{scope.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}";

    private static string Known(ReleaseScope scope, string setting) => scope.Settings.TextOr(setting, "")!;

    private static string Fields(params (string Name, string Value)[] fields)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            foreach (var (name, value) in fields.Where(field => field.Value.Length > 0))
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray())[1..^1];
    }
}
