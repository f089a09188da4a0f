using System.Text.RegularExpressions;
using DeployTasks.Tests.Support;

namespace DeployTasks.Tests.Architecture;

/// <summary>Which folder of the engine may name which: the table in src/README.md, so that map and test are one.</summary>
internal static partial class Arrows
{
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Allowed =
        Table().Matches(File.ReadAllText(Path.Combine(Repository.Root, "src", "README.md"))).ToDictionary(
            row => row.Groups["from"].Value,
            row => (IReadOnlyList<string>)[.. row.Groups["to"].Value.Split(", ").Where(to => to != "nothing")]);

    public static bool Allows(string from, string to) => from == to || Allowed[from].Contains(to);

    /// <summary><c>Connections</c> for <c>DeployTasks.Connections.OpenSsh</c>; null for the root, which everybody may name.</summary>
    public static string? FolderOf(string? @namespace) =>
        @namespace?.Split('.') is ["DeployTasks", var folder, ..] ? folder : null;

    [GeneratedRegex(@"^(?<from>\w+) +-> (?<to>\w+(, \w+)*)\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Table();
}
