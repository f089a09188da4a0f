using System.Globalization;

namespace DeployTasks;

public static partial class Errors
{
    /// <param name="waited">Shorter than the limit where the next try would have come too late.</param>
    public static Error Unhealthy(string what, string expected, TimeSpan waited, TimeSpan limit, string answer) =>
        new("DT5040", ExitCode.StepFailed,
            $"{what} did not become healthy within {Span(limit)} (expected {expected})"
                + (waited < limit ? $"; it was last asked after {Seconds(waited)} s, and the next time would be too late" : ""),
            answer.Length > 0
                ? "Look at its last answer above and at the log of the application, or raise the timeout"
                : "It said nothing: look at the log of the application, or raise the timeout")
        {
            Detail = answer,
        };

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    public static Error HealthAddressInvalid(string url) =>
        new("DT5041", ExitCode.StepFailed, $"'{url}' is not an address to ask for health",
            "Write it whole, such as http://127.0.0.1:5000/healthz");
}
