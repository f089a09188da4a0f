using System.Collections.Immutable;

namespace DeployTasks.Recipes;

internal static class Sorting
{
    /// <summary>
    /// What ToImmutableSortedDictionary does, without the sorted tree of pairs between: no framework has that compiled ahead, and
    /// thirty methods of it would be compiled at every start.
    /// </summary>
    /// <exception cref="ArgumentException">Two items of one name with different values.</exception>
    public static ImmutableSortedDictionary<string, TValue> SortedBy<TItem, TValue>(
        this IEnumerable<TItem> items, Func<TItem, string> name, Func<TItem, TValue> value)
    {
        var sorted = ImmutableSortedDictionary.CreateBuilder<string, TValue>();
        foreach (var item in items)
        {
            sorted.Add(name(item), value(item));
        }

        return sorted.ToImmutable();
    }
}
