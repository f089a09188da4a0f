using System.Text;
using System.Text.Json;
using DeployTasks.Recipes;
using DeployTasks.Releases.Packing;

namespace DeployTasks.Releases;

/// <summary>What is written down on the host about releases: JSON fields without braces. Times are the run's: one clock for all hosts.</summary>
internal static class Journal
{
    /// <summary>Of a release, for <c>releases</c>.</summary>
    public static string Meta(Settings settings, TimeProvider clock) => Fields(
        ("time", Time(clock)), ("user", settings.TextOr("user", "")!), ("run", settings.Text("run_id")), ("ci", settings.TextOr("ci_url", "")!),
        ("revision", settings.TextOr(ArtifactSettings.Revision, "")!), ("digest", settings.TextOr(ArtifactSettings.Digest, "")!),
        ("size", settings.TextOr(ArtifactSettings.Size, "")!));

    /// <summary>Of something that happened, for <c>history</c>.</summary>
    public static string Entry(string what, Settings settings, TimeProvider clock) => Fields(
        ("time", Time(clock)), ("event", what), ("release", settings.TextOr("release_name", "")!), ("user", settings.TextOr("user", "")!),
        ("run", settings.Text("run_id")), ("ci", settings.TextOr("ci_url", "")!));

    private static string Time(TimeProvider clock) => $"{clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}";

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
