using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Cake.Core;

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

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case int or long:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case IDictionary map:
                writer.WriteStartObject();
                foreach (DictionaryEntry entry in map)
                {
                    writer.WritePropertyName(Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!);
                    Write(writer, entry.Value);
                }

                writer.WriteEndObject();
                break;
            case IEnumerable list:
                writer.WriteStartArray();
                foreach (var item in list)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case IFormattable or Cake.Core.IO.Path:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            default:
                throw new CakeException($"Deploy: a setting cannot be a {value.GetType()}; text, numbers, booleans, lists and dictionaries can");
        }
    }
}
