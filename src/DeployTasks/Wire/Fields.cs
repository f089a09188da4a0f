using System.Collections.Immutable;
using System.Text.Json;
using DeployTasks.Recipes;

namespace DeployTasks.Wire;

/// <summary>
/// The members of one JSON object, each taken once by name. What was not taken when <see cref="End"/> is called, and what
/// was asked for and is not there, is an error: nobody on this wire guesses.
/// </summary>
internal sealed class Fields
{
    private readonly JsonElement json;
    private int taken;

    public Fields(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("not an object");
        }
        this.json = json;
    }

    public string Text(string name) => TextOrNull(name) ?? throw Missing(name);

    public string? TextOrNull(string name) => Take(name, out var found) ? AsText(found) : null;

    public string TextOrEmpty(string name) => TextOrNull(name) ?? "";

    public int Whole(string name) => Required(name).GetInt32();

    public int? WholeOrNull(string name) => Take(name, out var found) ? found.GetInt32() : null;

    public long Long(string name) => Required(name).GetInt64();

    /// <summary>False when it is not there.</summary>
    public bool Flag(string name) => Take(name, out var found) && found.GetBoolean();

    public TimeSpan Seconds(string name) => AsSpan(Required(name));

    public TimeSpan? SecondsOrNull(string name) => Take(name, out var found) ? AsSpan(found) : null;

    public byte[] Bytes(string name) => Required(name).GetBytesFromBase64();

    public Fields Object(string name) => new(Required(name));

    public Fields? ObjectOrNull(string name) => Take(name, out var found) ? new Fields(found) : null;

    /// <summary>Empty when it is not there.</summary>
    public ImmutableArray<T> List<T>(string name, Func<JsonElement, T> read)
        where T : class
    {
        var items = ImmutableArray.CreateBuilder<T>();
        if (Take(name, out var found))
        {
            foreach (var item in found.EnumerateArray())
            {
                items.Add(read(item));
            }
        }
        return items.ToImmutable();
    }

    public ImmutableArray<string> Texts(string name) => List(name, AsText);

    /// <summary>Empty when it is not there.</summary>
    public ImmutableSortedDictionary<string, T> Dictionary<T>(string name, Func<JsonElement, T> read)
        where T : class =>
        Take(name, out var found) ? Entries(found, read) : ImmutableSortedDictionary<string, T>.Empty;

    public ImmutableSortedDictionary<string, string> TextMap(string name) => Dictionary(name, AsText);

    public ImmutableSortedDictionary<string, Value> Settings(string name) => Dictionary(name, ValueJson.Read);

    /// <summary>The position of the word among <paramref name="words"/>, which is the value of the enum.</summary>
    public int Word(string name, string[] words)
    {
        var found = Array.IndexOf(words, Text(name));
        return found >= 0 ? found : throw new JsonException($"'{name}' is none of {string.Join(", ", words)}");
    }

    public void End()
    {
        if (taken != json.GetPropertyCount())
        {
            throw new JsonException("unknown member, or one that is there twice");
        }
    }

    public static ImmutableSortedDictionary<string, T> Entries<T>(JsonElement json, Func<JsonElement, T> read)
        where T : class
    {
        var entries = ImmutableSortedDictionary.CreateBuilder<string, T>();
        foreach (var member in json.EnumerateObject())
        {
            if (entries.ContainsKey(member.Name))
            {
                throw new JsonException($"'{member.Name}' is there twice");
            }
            entries.Add(member.Name, read(member.Value));
        }
        return entries.ToImmutable();
    }

    private JsonElement Required(string name) => Take(name, out var found) ? found : throw Missing(name);

    private bool Take(string name, out JsonElement found)
    {
        var there = json.TryGetProperty(name, out found);
        taken += there ? 1 : 0;
        return there;
    }

    private static string AsText(JsonElement json) => json.GetString() ?? throw new JsonException("null is no text");

    private static TimeSpan AsSpan(JsonElement seconds) => new((long)(seconds.GetDecimal() * TimeSpan.TicksPerSecond));

    private static JsonException Missing(string name) => new($"'{name}' is missing");
}
