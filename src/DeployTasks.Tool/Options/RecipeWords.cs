using System.CommandLine;
using DeployTasks.Recipes;

namespace DeployTasks.Tool.Options;

/// <summary>Words for shell completion. A recipe that cannot be read offers none and says nothing.</summary>
internal static class RecipeWords
{
    public static IEnumerable<string> Tasks(RecipeOptions options, ParseResult parsed) =>
        Read(options, parsed)?.Tasks.Values.Where(task => !task.Hidden).Select(task => task.Name) ?? [];

    public static IEnumerable<string> Hosts(RecipeOptions options, ParseResult parsed) =>
        Read(options, parsed)?.Hosts.Select(host => host.Alias) ?? [];

    public static IEnumerable<string> Selectors(RecipeOptions options, ParseResult parsed) =>
        Read(options, parsed)?.Hosts.SelectMany(Selectors).Append("all").Distinct() ?? [];

    private static IEnumerable<string> Selectors(HostDefinition host) => host.Labels
        .SelectMany(label => label.Value.Select(value => $"{label.Key}={value}"))
        .Prepend(host.Alias);

    private static Recipe? Read(RecipeOptions options, ParseResult parsed)
    {
        try
        {
            return options.Read(parsed);
        }
        catch (DeployException)
        {
            return null;
        }
    }
}
