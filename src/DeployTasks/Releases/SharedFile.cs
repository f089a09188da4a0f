using DeployTasks.Recipes;

namespace DeployTasks.Releases;

/// <summary>
/// An item of <c>shared_files</c>: a path, or a map of <c>path</c>, <c>content</c>, <c>mode</c> and <c>required</c>.
/// </summary>
/// <param name="Content">What it contains in this release, for the app's settings and secrets; null leaves it to the host.</param>
/// <param name="Mode">Of a file with content.</param>
/// <param name="Required">It must be on the host already.</param>
internal sealed record SharedFile(string Path, string? Content, string Mode, bool Required)
{
    private const string PrivateMode = "0600";

    public static IReadOnlyList<SharedFile> AllOf(Settings settings) => settings.Find("shared_files") switch
    {
        null => [],
        Items items => [.. items.Values.Select(item => Of(item, settings))],
        var single => [Of(single, settings)],
    };

    private static SharedFile Of(Value item, Settings settings)
    {
        // Every member becomes a setting for a moment, so that it is read and expanded by the same rules.
        var members = item is Map map ? settings.With(map.Entries) : settings.With("path", item);
        var own = item is Map { Entries: var entries } ? entries.Keys : ["path"];
        string? Member(string name) => own.Contains(name) ? members.TextOr(name, null) : null;
        return new SharedFile(
            SafeName.Inside("shared_files", Member("path") ?? ""), Member("content"), OctalMode(Member("mode") ?? PrivateMode),
            own.Contains("required") && members.Flag("required", false));
    }

    private static string OctalMode(string mode) =>
        mode.Length is 3 or 4 && mode.All(digit => digit is >= '0' and <= '7')
            ? mode
            : throw new DeployException(Errors.ModeNotOctal("shared_files", mode));
}
