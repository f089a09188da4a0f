namespace DeployTasks;

public static partial class Errors
{
    public static Error Unhealthy(string what, string expected, TimeSpan waited, string answer) =>
        new("DT5040", ExitCode.StepFailed, $"{what} did not become healthy within {Span(waited)} (expected {expected})",
            "Look at its last answer above and at the log of the application, or raise the timeout")
        {
            Detail = answer,
        };

    public static Error HealthAddressInvalid(string url) =>
        new("DT5041", ExitCode.StepFailed, $"'{url}' is not an address to ask for health",
            "Write it whole, such as http://127.0.0.1:5000/healthz");
}
