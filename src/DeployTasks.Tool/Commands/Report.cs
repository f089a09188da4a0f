using System.Collections.Immutable;
using System.Text.Json;
using DeployTasks.Events;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tool.Commands;

/// <summary>The facts of all hosts as a table.</summary>
/// <param name="Drift">Set when hosts serve different content.</param>
internal sealed record Report(ImmutableArray<string> Header, IEnumerable<IReadOnlyList<string>> Rows, Error? Drift = null)
{
    /// <summary>Of a host that said nothing: the reason stands where its state would, or what it serves or did.</summary>
    public IReadOnlyList<string> RowOf(Error reason)
    {
        var host = Header.IndexOf("host");
        var state = Header.IndexOf("state") is var found and >= 0 ? found : host + 1;
        return [.. Header.Select((_, column) => column == host ? reason.Host! : column == state ? Words.OfHost(reason.Exit) : "")];
    }

    /// <summary>What a host wrote down is shown like all a host says: harmless for terminals and CI.</summary>
    public static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? Neutraliser.Neutralise(TerminalText.Clean(value.GetString()!))
            : "";
}
