using System.Text;
using System.Text.Json;

namespace Cake.DeployTasks;

/// <summary>Writes settings as a recipe: JSON is YAML too.</summary>
internal static class RecipeJson
{
    /// <summary>Null when the recipe file alone says everything.</summary>
    public static string? Write(DeploySettings settings, DeployCommand command, string folder)
    {
        if (settings.Hosts.Count == 0 && settings.Settings.Count == 0 && settings.Artifact is null && command.Step is null)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            if (settings.Recipe is { } recipe)
            {
                Write(writer, "import", new[] { System.IO.Path.GetFullPath(recipe.FullPath, folder) });
            }

            if (settings.Artifact is { } artifact)
            {
                Write(writer, "artifact", new Dictionary<string, object> { ["path"] = System.IO.Path.GetFullPath(artifact.FullPath, folder) });
            }

            Write(writer, "config", settings.Settings);
            Write(writer, "hosts", settings.Hosts.ToDictionary(host => host.Key, host => (object)Host(host.Value)));
            if (command.Step is { } step)
            {
                var task = new Dictionary<string, object> { ["steps"] = new[] { new Dictionary<string, object> { [step.Key] = step.Value } } };
                Write(writer, "tasks", new Dictionary<string, object> { [DeployCommand.OwnTask] = task });
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static Dictionary<string, object> Host(DeployHost host)
    {
        var settings = new Dictionary<string, object>(host.Settings);
        (string Name, object? Value)[] known =
        [
            ("hostname", host.Hostname), ("remote_user", host.RemoteUser), ("port", host.Port), ("deploy_path", host.DeployPath),
            ("labels", host.Labels.Count > 0 ? host.Labels.ToDictionary(label => label.Key, label => (object)label.Value) : null),
        ];
        foreach (var (name, value) in known.Where(setting => setting.Value is not null))
        {
            settings[name] = value!;
        }

        return settings;
    }

    private static void Write(Utf8JsonWriter writer, string name, object value)
    {
        if (value is not ICollection<KeyValuePair<string, object>> { Count: 0 })
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }
    }

    private static void Write(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case IEnumerable<KeyValuePair<string, object>> map:
                writer.WriteStartObject();
                foreach (var (name, entry) in map)
                {
                    writer.WritePropertyName(name);
                    Write(writer, entry);
                }

                writer.WriteEndObject();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case IEnumerable<object> list:
                writer.WriteStartArray();
                foreach (var item in list)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }
}
