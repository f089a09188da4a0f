using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace DeployTasks.Tool.Commands;

internal static class SettingsJson
{
    public static string Of(IEnumerable<(string Host, ImmutableSortedDictionary<string, string> Settings)> hosts)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, HarmlessJson.Options with { Indented = true }))
        {
            writer.WriteStartObject();
            foreach (var (host, settings) in hosts)
            {
                writer.WriteStartObject(host);
                foreach (var (name, value) in settings)
                    writer.WriteString(name, value);
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
