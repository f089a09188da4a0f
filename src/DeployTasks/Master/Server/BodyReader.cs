using Microsoft.AspNetCore.Http.Features;

namespace DeployTasks.Master.Server;

/// <summary>Reads the body of a request whose head is right, as long as it comes in time.</summary>
internal sealed class BodyReader(TimeSpan patience)
{
    // Not ended by the end of the connection: BusyBox closes its side right behind the body, and what came counts.
    /// <exception cref="RefusedException">408: it came too slowly.</exception>
    public async Task<byte[]> ReadAsync(IHttpRequestFeature request, int length)
    {
        var body = new byte[length];
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await request.Body.ReadExactlyAsync(body, limit.Token);
            return body;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new RefusedException(408, "The body came too slowly");
        }
    }
}
