using Microsoft.Extensions.FileSystemGlobbing;

namespace DeployTasks.Releases.Packing;

/// <summary>Leaves out what the recipe's globs name; a pattern that names a folder leaves out all that is in it.</summary>
internal static class Exclusion
{
    public static IEnumerable<SourceEntry> Apply(IReadOnlyList<string> patterns, IEnumerable<SourceEntry> entries)
    {
        if (patterns.Count == 0)
        {
            return entries;
        }

        var matcher = new Matcher(StringComparison.Ordinal);
        foreach (var pattern in patterns.Select(pattern => pattern.TrimEnd('/')))
        {
            _ = matcher.AddInclude(pattern).AddInclude(pattern + "/**/*");
        }

        return entries.Where(entry => !matcher.Match(RawName.Display(entry.Path)).HasMatches);
    }
}
