using System.Collections.Immutable;
using DeployTasks.Recipes;

namespace DeployTasks.Planning;

/// <summary><c>-o key=value</c>. Values are data, not templates: a branch may be called <c>{{x}}</c>.</summary>
public static class Options
{
    /// <summary>The last of several for one key wins.</summary>
    /// <exception cref="DeployException">Every one that has no key or no <c>=</c>.</exception>
    public static ImmutableSortedDictionary<string, Value> Parse(IEnumerable<string> written)
    {
        var mistakes = new Mistakes();
        var options = ImmutableSortedDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        foreach (var option in written)
        {
            var split = option.IndexOf('=');
            if (split > 0)
                options[option[..split]] = Read(option[(split + 1)..]);
            else
                mistakes.Add(Errors.BadOption(option));
        }
        mistakes.ThrowIfAny();
        return options.ToImmutable();
    }

    // Only these two words, as in Deployer: 1.10 is a version and 0755 is a mode far more often than a number.
    private static Value Read(string value) => value switch
    {
        "true" => new Flag(true),
        "false" => new Flag(false),
        _ => Text.Literal(value),
    };
}
