using System.Text.Json;

namespace Cake.DeployTasks;

/// <summary>Reads what the task <c>status</c> prints about a host: one JSON object.</summary>
internal static class ServedRelease
{
    /// <summary>Null when the host serves nothing, or was not reached.</summary>
    public static string? In(string output)
    {
        if (!output.StartsWith('{'))
        {
            return null;
        }

        using var facts = JsonDocument.Parse(output);
        return facts.RootElement.TryGetProperty("current", out var current) && current.GetString() is { Length: > 0 } name ? name : null;
    }
}
