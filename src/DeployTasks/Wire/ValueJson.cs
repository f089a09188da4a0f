using System.Collections.Immutable;
using System.Text.Json;
using DeployTasks.Recipes;

namespace DeployTasks.Wire;

/// <summary>
/// Settings as plain JSON. What JSON has no word for are objects of one member: <c>{"$secret": "…"}</c>,
/// <c>{"$number": "0755"}</c> for a number that was written in no form JSON knows, and <c>{"$unset": {…}}</c> for the error.
/// </summary>
internal static class ValueJson
{
    private const string SecretMember = "$secret";
    private const string NumberMember = "$number";
    private const string UnsetMember = "$unset";

    public static void Write(Utf8JsonWriter writer, Value value)
    {
        switch (value)
        {
            case Text text:
                writer.WriteStringValue(text.Template);
                break;
            case Number number when JsonNumber.IsOne(number.Written):
                writer.WriteRawValue(number.Written);
                break;
            case Number number:
                WriteMarked(writer, NumberMember, number.Written);
                break;
            case Recipes.Flag flag:
                writer.WriteBooleanValue(flag.On);
                break;
            case Secret secret:
                WriteMarked(writer, SecretMember, secret.Plain);
                break;
            case Unset unset:
                writer.WriteStartObject();
                writer.WritePropertyName(UnsetMember);
                OutcomeJson.WriteError(writer, unset.Why);
                writer.WriteEndObject();
                break;
            case Items items:
                writer.WriteStartArray();
                foreach (var item in items.Values)
                {
                    Write(writer, item);
                }
                writer.WriteEndArray();
                break;
            case Map map:
                writer.WriteStartObject();
                foreach (var (key, entry) in map.Entries)
                {
                    writer.WritePropertyName(key);
                    Write(writer, entry);
                }
                writer.WriteEndObject();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    public static Value Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => new Text(json.GetString()!),
        JsonValueKind.Number => new Number(json.GetRawText()),
        JsonValueKind.True => new Recipes.Flag(true),
        JsonValueKind.False => new Recipes.Flag(false),
        JsonValueKind.Array => new Items(ReadItems(json)),
        JsonValueKind.Object => ReadObject(json),
        _ => Value.Null,
    };

    private static Value ReadObject(JsonElement json)
    {
        if (json.GetPropertyCount() == 1)
        {
            if (json.TryGetProperty(SecretMember, out var secret) && secret.ValueKind == JsonValueKind.String)
            {
                return new Secret(secret.GetString()!);
            }
            if (json.TryGetProperty(NumberMember, out var number) && number.ValueKind == JsonValueKind.String)
            {
                return new Number(number.GetString()!);
            }
            if (json.TryGetProperty(UnsetMember, out var unset) && unset.ValueKind == JsonValueKind.Object)
            {
                return new Unset(OutcomeJson.ReadError(new Fields(unset)));
            }
        }
        return new Map(Fields.Entries(json, Read));
    }

    private static ImmutableArray<Value> ReadItems(JsonElement json)
    {
        var items = ImmutableArray.CreateBuilder<Value>(json.GetArrayLength());
        foreach (var item in json.EnumerateArray())
        {
            items.Add(Read(item));
        }
        return items.MoveToImmutable();
    }

    private static void WriteMarked(Utf8JsonWriter writer, string member, string text)
    {
        writer.WriteStartObject();
        writer.WriteString(member, text);
        writer.WriteEndObject();
    }
}
