using System.Text.Json;
using DeployTasks.Events;

namespace DeployTasks.Tool.Commands;

/// <summary>The facts of all hosts as a table.</summary>
/// <param name="Drift">Set when hosts serve different content.</param>
internal sealed record Report(IReadOnlyList<string> Header, IEnumerable<IReadOnlyList<string>> Rows, Error? Drift = null)
{
    /// <summary>What a host wrote down is shown like all a host says: harmless for terminals and CI.</summary>
    public static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? Neutraliser.Neutralise(TerminalText.Clean(value.GetString()!))
            : "";
}
