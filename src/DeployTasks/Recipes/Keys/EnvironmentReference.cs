using System.Text.Json;
using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes.Keys;

/// <summary><c>{env: NAME, default: text}</c>, or <c>secret:</c> for a value that is masked.</summary>
internal static class EnvironmentReference
{
    public static bool Is(Node node) => node is Mapping map && map.Entries.Length is 1 or 2
        && map.Entries.Count(entry => entry.Name is "env" or "secret") == 1
        && map.Entries.All(entry => entry is { Name: "env" or "secret" or "default", Value: Scalar });

    public static void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteString("description", "A value from an environment variable of the machine that deploys.");
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (var name in (ReadOnlySpan<string>)["env", "secret", "default"])
        {
            json.WriteStartObject(name);
            Shapes.WriteTypes(json, "string", "number", "boolean");
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteBoolean("additionalProperties", false);
    }
}
