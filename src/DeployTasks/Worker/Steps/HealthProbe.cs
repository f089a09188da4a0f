using System.Globalization;
using System.Text;
using DeployTasks.Connections;

namespace DeployTasks.Worker.Steps;

/// <summary>One way to ask whether something is well.</summary>
/// <param name="Expected">For a person: <c>HTTP 200</c>, <c>exit code 0</c>, <c>'ready' in the answer</c>.</param>
internal sealed record HealthProbe(string Script, string Expected, Func<RemoteResult, bool> Accepts)
{
    /// <summary>Accepts a status, 200 when nothing is expected, or a text in a good (2xx) answer.</summary>
    public static HealthProbe OfAddress(Uri url, string? expect)
    {
        var script = HealthScript.For(url);
        if (expect is null || int.TryParse(expect, NumberStyles.None, null, out _))
        {
            var status = expect ?? "200";
            return new HealthProbe(script, $"HTTP {status}", result => Status(result) == status);
        }
        return new HealthProbe(script, $"'{expect}' in the answer", result =>
            Status(result) is ['2', _, _] && Encoding.UTF8.GetString(result.Out).Contains(expect));
    }

    /// <summary>Accepts exit code 0, and the text in its output when one is expected.</summary>
    public static HealthProbe OfCommand(string command, string? expect) =>
        new(command, expect is null ? "exit code 0" : $"exit code 0 and '{expect}' in its output", result =>
            result.IsSuccess && (expect is null || Encoding.UTF8.GetString(result.Out).Contains(expect)));

    // The script prints the answer, then the status on a line of its own.
    private static string Status(RemoteResult result)
    {
        var text = Encoding.ASCII.GetString(result.Out).TrimEnd();
        return text[(text.LastIndexOf('\n') + 1)..];
    }
}
