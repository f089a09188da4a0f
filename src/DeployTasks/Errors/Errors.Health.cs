namespace DeployTasks;

public static partial class Errors
{
    /// <param name="waited">Shorter than the limit where the next try would have come too late.</param>
    public static Error Unhealthy(string what, string expected, TimeSpan waited, TimeSpan limit, string answer) =>
        new("DT5040", ExitCode.StepFailed,
            waited < limit
                ? $"{what} did not become healthy in {Span(waited)} (expected {expected}); the next try would come after the {Span(limit)} it has"
                : $"{what} did not become healthy within {Span(limit)} (expected {expected})",
            answer.Length > 0
                ? "Look at its last answer above and at the log of the application, or raise the timeout"
                : "It said nothing: look at the log of the application, or raise the timeout")
        {
            Detail = answer,
        };

    public static Error HealthAddressInvalid(string url) =>
        new("DT5041", ExitCode.StepFailed, $"'{url}' is not an address to ask for health",
            "Write it whole, such as http://127.0.0.1:5000/healthz");
}
