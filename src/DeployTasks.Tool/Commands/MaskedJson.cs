using System.Text.Json;
using DeployTasks.Events;

namespace DeployTasks.Tool.Commands;

/// <summary>What a host wrote as JSON, with every secret in its texts masked.</summary>
internal static class MaskedJson
{
    public static JsonElement Of(JsonElement element, Secrets secrets)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, HarmlessJson.Options))
            Write(element, secrets, writer);
        return JsonElement.Parse(bytes.ToArray());
    }

    private static void Write(JsonElement element, Secrets secrets, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    Write(member.Value, secrets, writer);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(item, secrets, writer);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(secrets.Mask(element.GetString()!));
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
