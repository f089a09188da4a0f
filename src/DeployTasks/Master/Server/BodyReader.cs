using Microsoft.AspNetCore.Http.Features;

namespace DeployTasks.Master.Server;

/// <summary>Reads the body of a request whose head is right, as long as it comes in time.</summary>
internal sealed class BodyReader(TimeSpan patience)
{
    /// <exception cref="RefusedException">408: it came too slowly.</exception>
    public async Task<byte[]> ReadAsync(IHttpRequestFeature request, int length, CancellationToken ended)
    {
        var body = new byte[length];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ended);
        limit.CancelAfter(patience);
        try
        {
            await request.Body.ReadExactlyAsync(body, limit.Token);
            return body;
        }
        catch (OperationCanceledException) when (!ended.IsCancellationRequested)
        {
            throw new RefusedException(408, "The body came too slowly");
        }
    }
}
