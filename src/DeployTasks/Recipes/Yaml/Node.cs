using System.Collections.Immutable;

namespace DeployTasks.Recipes.Yaml;

/// <summary>YAML as data with places: aliases resolved, merge keys merged, no tags.</summary>
/// <param name="Size">Nodes in it, aliases counted as often as they stand.</param>
internal abstract record Node(Place Place, int Size);

internal sealed record Scalar(string Text, bool Plain, Place Place) : Node(Place, 1)
{
    public bool IsNull => Plain && Text is "" or "~" or "null" or "Null" or "NULL";

    public bool IsTrue => Plain && Text is "true" or "True" or "TRUE";

    public bool IsFalse => Plain && Text is "false" or "False" or "FALSE";

    public bool IsNumber => Plain && Numbers.IsNumber(Text);
}

internal sealed record Sequence(ImmutableArray<Node> Items, Place Place) : Node(Place, 1 + Items.Sum(item => item.Size));

internal sealed record Entry(Scalar Key, Node Value)
{
    public string Name => Key.Text;
}

internal sealed record Mapping(ImmutableArray<Entry> Entries, Place Place)
    : Node(Place, 1 + Entries.Sum(entry => 1 + entry.Value.Size))
{
    /// <summary>The entries of a map in this map; empty when there is none.</summary>
    public ImmutableArray<Entry> EntriesOf(string key) => Find(key) is Mapping map ? map.Entries : [];

    public Node? Find(string key) => Entries.FirstOrDefault(entry => entry.Name == key)?.Value;
}
