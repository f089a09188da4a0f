using System.Globalization;
using System.Net;

namespace DeployTasks.GitHub;

/// <summary>
/// GitHub refuses because it was asked too often: 429, or 403 with a sign of it. See
/// https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit.
/// </summary>
/// <param name="Asked">How long to wait; null: it did not say.</param>
internal sealed record RateLimit(TimeSpan? Asked)
{
    /// <summary>Null: this answer means something else.</summary>
    public static RateLimit? Of(HttpResponseMessage answer)
    {
        if (answer.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests))
            return null;
        if (RetryAfter(answer) is { } asked)
            return new RateLimit(asked);
        if (Header(answer, "x-ratelimit-remaining") == "0" && UntilReset(answer) is { } reset)
            return new RateLimit(reset);
        return answer.StatusCode == HttpStatusCode.TooManyRequests
            || GitHubMessage.Of(answer).Contains("rate limit", StringComparison.OrdinalIgnoreCase)
                ? new RateLimit(Asked: null)
                : null;
    }

    public static TimeSpan? RetryAfter(HttpResponseMessage answer) =>
        answer.Headers.RetryAfter is not { } retry ? null
        : retry.Delta ?? (retry.Date is { } date ? NotBefore(date) : null);

    private static TimeSpan? UntilReset(HttpResponseMessage answer) =>
        uint.TryParse(Header(answer, "x-ratelimit-reset"), CultureInfo.InvariantCulture, out var seconds)
            ? NotBefore(DateTimeOffset.FromUnixTimeSeconds(seconds))
            : null;

    private static TimeSpan NotBefore(DateTimeOffset time)
    {
        var wait = time - TimeProvider.System.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
