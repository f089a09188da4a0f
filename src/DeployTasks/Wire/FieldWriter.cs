using System.Collections.Immutable;
using System.Text.Json;
using DeployTasks.Recipes;

namespace DeployTasks.Wire;

/// <summary>The other direction of <see cref="Fields"/>: what is null, empty or false is left out.</summary>
internal static class FieldWriter
{
    public static void Text(this Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    public static void TextUnlessEmpty(this Utf8JsonWriter writer, string name, string text) =>
        writer.Text(name, text.Length == 0 ? null : text);

    public static void Whole(this Utf8JsonWriter writer, string name, int? number)
    {
        if (number is { } known)
        {
            writer.WriteNumber(name, known);
        }
    }

    public static void Flag(this Utf8JsonWriter writer, string name, bool on)
    {
        if (on)
        {
            writer.WriteBoolean(name, true);
        }
    }

    public static void Seconds(this Utf8JsonWriter writer, string name, TimeSpan? span)
    {
        if (span is { } known)
        {
            writer.WriteNumber(name, known.Ticks / (decimal)TimeSpan.TicksPerSecond);
        }
    }

    public static void List<T>(this Utf8JsonWriter writer, string name, ImmutableArray<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.IsEmpty)
        {
            return;
        }
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            write(writer, item);
        }
        writer.WriteEndArray();
    }

    public static void Texts(this Utf8JsonWriter writer, string name, ImmutableArray<string> items) =>
        writer.List(name, items, static (writer, item) => writer.WriteStringValue(item));

    public static void TextMap(this Utf8JsonWriter writer, string name, ImmutableSortedDictionary<string, string> entries)
    {
        if (entries.IsEmpty)
        {
            return;
        }
        writer.WriteStartObject(name);
        foreach (var (key, text) in entries)
        {
            writer.WriteString(key, text);
        }
        writer.WriteEndObject();
    }

    public static void Settings(this Utf8JsonWriter writer, string name, ImmutableSortedDictionary<string, Value> settings)
    {
        if (settings.IsEmpty)
        {
            return;
        }
        writer.WriteStartObject(name);
        foreach (var (key, setting) in settings)
        {
            writer.WritePropertyName(key);
            ValueJson.Write(writer, setting);
        }
        writer.WriteEndObject();
    }
}
