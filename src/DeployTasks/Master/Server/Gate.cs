using DeployTasks.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DeployTasks.Master.Server;

/// <summary>
/// Decides by the head of a request who asks and whether the body is read at all. Strings are compared, never parsed:
/// every host-name check that parsed has had its CVE (Node alone four).
/// </summary>
internal sealed class Gate(TokenRing tokens)
{
    public const int LargestBody = 1024 * 1024;
    private static readonly string[] BrowserHeaders = ["Origin", "Referer", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest"];

    /// <exception cref="RefusedException">403, the same for everybody without a valid token.</exception>
    public WorkerToken Identify(IHttpRequestFeature request, int port)
    {
        var headers = request.Headers;
        var worker = headers.Authorization is [{ } authorization] ? tokens.Find(authorization) : null;
        return worker is not null && IsOurs(headers, port) ? worker : throw RefusedException.Forbidden();
    }

    /// <summary>The script that calls home with a token of its own; null when this is no such call.</summary>
    public Callback? Recognise(IHttpRequestFeature request, int port)
    {
        var headers = request.Headers;
        return headers["X-Job"] is [{ } job] && Caller.Parse(job) is { } caller
            && IsOurs(headers, port) && request.RawTarget == Callback.Path
            && TokenRing.BearerOf(headers) is { } token
            && tokens.Of(caller.Host) is { } worker && worker.Callbacks.Admits(caller, token)
            ? new Callback(caller, token, worker.Callbacks)
            : null;
    }

    private static bool IsOurs(IHeaderDictionary headers, int port) =>
        headers.Host is [{ } host] && host == $"127.0.0.1:{port}" && !BrowserHeaders.Any(headers.ContainsKey);

    /// <summary>The length of the body.</summary>
    /// <exception cref="RefusedException">It is no request of ours, although the token is.</exception>
    public static int CheckForm(IHttpRequestFeature request, string type = "application/json", int largest = LargestBody)
    {
        var headers = request.Headers;
        return headers.ContentLength switch
        {
            _ when request.Method != "POST" => throw new RefusedException(405, "POST only"),
            _ when headers.ContainsKey("Transfer-Encoding") => throw new RefusedException(501, "No Transfer-Encoding"),
            _ when headers.ContainsKey("Expect") => throw new RefusedException(417, "No Expect"),
            null => throw new RefusedException(411, "No Content-Length"),
            { } length when length > largest => throw new RefusedException(413, $"At most {largest} bytes"),
            _ when headers.ContentType is not [{ } given] || given != type => throw new RefusedException(415, $"{type} only"),
            { } length => (int)length,
        };
    }
}
