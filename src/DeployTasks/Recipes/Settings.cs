using System.Collections.Immutable;
using System.Globalization;

namespace DeployTasks.Recipes;

/// <summary>
/// The settings of one host, immutable. Texts are expanded when they are read, so that a setting may refer to one that
/// a later task writes. Whatever cannot be had as asked throws <see cref="DeployException"/>.
/// </summary>
public sealed class Settings(ImmutableSortedDictionary<string, Value> values)
{
    public static readonly Settings Empty = new(ImmutableSortedDictionary<string, Value>.Empty);

    private IReadOnlyList<string>? _secrets;

    public ImmutableSortedDictionary<string, Value> Values { get; } = values;

    /// <summary>Null when it is not set, or set to null on purpose.</summary>
    public Value? Find(string name) => Values.GetValueOrDefault(name) is { } value and not Nothing ? value : null;

    public string Text(string name) => new Expansion(this).TextOf(name);

    public string? TextOr(string name, string? fallback) => Find(name) is null ? fallback : Text(name);

    public bool Flag(string name, bool fallback) => TextOr(name, null) is not { } text ? fallback
        : FlagOf(text) ?? throw new DeployException(Errors.SettingUnfit(name, text, "true or false"));

    internal static bool IsFlag(string text) => FlagOf(text) is not null;

    /// <summary>A number from 1 on.</summary>
    public int? Number(string name) =>
        TextOr(name, null) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new DeployException(Errors.SettingUnfit(name, text, "a number from 1 on"));

    public TimeSpan? Duration(string name) =>
        TextOr(name, null) is not { } text ? null
        : Recipes.Duration.TryParse(text, out var duration) ? duration
        : throw new DeployException(Errors.NotADuration(text, name));

    /// <summary>The items of a list; a single value is a list of one, and what is not set is empty.</summary>
    public IReadOnlyList<string> List(string name) => Find(name) is null ? [] : new Expansion(this).ItemsOf(name);

    /// <summary>The entries of a map; of what is not set, none.</summary>
    public ImmutableSortedDictionary<string, Value> Map(string name) => Find(name) switch
    {
        null => ImmutableSortedDictionary<string, Value>.Empty,
        Map map => map.Entries,
        _ => throw new DeployException(Errors.NotAMap(name)),
    };

    public string Expand(string template, Quoting quoting) => quoting == Quoting.Shell
        ? new Expansion(this).ForShell(template)
        : new Expansion(this).Verbatim(template);

    public Settings With(string name, Value value) => new(Values.SetItem(name, value));

    public Settings With(ImmutableSortedDictionary<string, Value> changes) => new(Values.SetItems(changes));

    /// <summary>The plain text of every secret, for the masker. Found once: every step asks for them.</summary>
    public IReadOnlyList<string> Secrets => _secrets ??= [.. Values.Values.SelectMany(SecretsIn)];

    /// <summary>The same for one value, however deep they stand in it.</summary>
    public static IEnumerable<string> SecretsIn(Value value) => value switch
    {
        Secret secret => [secret.Plain],
        Items items => items.Values.SelectMany(SecretsIn),
        Map map => map.Entries.Values.SelectMany(SecretsIn),
        _ => [],
    };

    private static bool? FlagOf(string text) => text.Trim().ToLowerInvariant() switch
    {
        "true" or "yes" or "on" or "1" => true,
        "false" or "no" or "off" or "0" or "" => false,
        _ => null,
    };
}
