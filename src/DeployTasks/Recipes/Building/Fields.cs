using System.Collections.Immutable;
using System.Globalization;
using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes.Building;

/// <summary>Reads a map that has been checked. What is wrong was found already and reads as if it were not there.</summary>
internal sealed class Fields(Mapping map)
{
    public Place Place => map.Place;

    public Node? Node(string key) => map.Find(key);

    public string? Text(string key) => map.Find(key) is Scalar { IsNull: false } scalar ? scalar.Text : null;

    public string Required(string key) => Text(key) ?? "";

    public bool Flag(string key) => map.Find(key) is Scalar { IsTrue: true };

    public int? Number(string key) =>
        int.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public TimeSpan? Duration(string key) =>
        Text(key) is { } text && Recipes.Duration.TryParse(text, out var duration) ? duration : null;

    public Fields Map(string key) => new(map.Find(key) as Mapping ?? new Mapping([], map.Place));

    /// <summary>The texts of a list; a single value is a list of one.</summary>
    public ImmutableArray<string> Texts(string key) => map.Find(key) is { } node ? TextsOf(node) : [];

    public ImmutableSortedDictionary<string, string> Pairs(string key) => map.Find(key) is Mapping pairs
        ? pairs.Entries.Where(entry => entry.Value is Scalar)
            .SortedBy(entry => entry.Name, entry => ((Scalar)entry.Value).Text)
        : ImmutableSortedDictionary<string, string>.Empty;

    public static ImmutableArray<string> TextsOf(Node node) => node switch
    {
        Scalar { IsNull: false } one => [one.Text],
        Sequence several => [.. several.Items.OfType<Scalar>().Select(item => item.Text)],
        _ => [],
    };
}
