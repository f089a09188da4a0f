using System.Net;

namespace DeployTasks.GitHub;

/// <summary>
/// What both clients share, below them: tries again where that helps, for a bounded time, and lets only answers through
/// that say "done". Everything else becomes an explained <see cref="DeployException"/>.
/// </summary>
public sealed class GitHubHandler(GitHubAccess access) : DelegatingHandler(new SocketsHttpHandler
{
    // A redirect would take the token to another address.
    AllowAutoRedirect = false,
})
{
    private readonly GitHubPatience _patience = access.Patience;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        for (var attempt = 1; ; attempt++)
        {
            var (answer, trouble) = await TryAsync(request, call, cancellationToken);
            if (answer is { IsSuccessStatusCode: true, StatusCode: not HttpStatusCode.Accepted })
                return answer;
            using var refusal = answer;
            var wait = answer is null ? _patience.WaitBefore(attempt + 1) : WaitAfter(answer, attempt);
            if (wait is null || wait > _patience.LongestWait || attempt == _patience.Tries)
                throw new DeployException(trouble ?? Explain(answer!, call, wait));
            await Task.Delay(wait.Value, cancellationToken);
        }
    }

    /// <summary>Either an answer, read to its end, or the trouble on the way to it.</summary>
    private async Task<(HttpResponseMessage? Answer, Error? Trouble)> TryAsync(
        HttpRequestMessage request, string call, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(_patience.OneTry);
        try
        {
            var answer = await base.SendAsync(request, limit.Token);
            await answer.Content.LoadIntoBufferAsync(limit.Token);
            return (answer, null);
        }
        catch (HttpRequestException failure)
        {
            var error = Errors.GitHubUnreachable(call, failure.Message);
            return HasNotArrived(failure) || MayComeTwice(request) ? (null, error) : throw new DeployException(error);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new DeployException(
                Errors.GitHubUnreachable(call, $"no answer within {_patience.OneTry.TotalSeconds:0.#} s"));
        }
    }

    /// <summary>Null: trying again would not help.</summary>
    private TimeSpan? WaitAfter(HttpResponseMessage answer, int attempt)
    {
        if (RateLimit.Of(answer) is { } limit)
            return limit.Asked ?? _patience.LongestWait;
        return answer.StatusCode >= HttpStatusCode.InternalServerError && (!MayHaveWorked(answer) || MayComeTwice(answer.RequestMessage!))
            ? RateLimit.RetryAfter(answer) ?? _patience.WaitBefore(attempt + 1)
            : null;
    }

    // Made twice, a deployment, a comment or an event is one too many; a status that is said again is the same.
    private static bool MayComeTwice(HttpRequestMessage request) =>
        request.Method != HttpMethod.Post || request.RequestUri!.AbsolutePath.EndsWith("/statuses", StringComparison.Ordinal);

    private static bool MayHaveWorked(HttpResponseMessage answer) =>
        answer.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout;

    private static bool HasNotArrived(HttpRequestException failure) => failure.HttpRequestError
        is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private static Error Explain(HttpResponseMessage answer, string call, TimeSpan? wait) =>
        RateLimit.Of(answer) is not null
            ? Errors.GitHubLimited(call, wait ?? TimeSpan.Zero)
            : Errors.GitHubRefused(answer.StatusCode, call, GitHubMessage.Of(answer));
}
