using DeployTasks.Wire;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DeployTasks.Master.Server;

/// <summary>One request and what it is answered with: 200 and what <paramref name="answer"/> gives, or its refusal.</summary>
internal sealed class Exchange(Func<IFeatureCollection, CancellationToken, Task<byte[]>> answer) : IHttpApplication<IFeatureCollection>
{
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        var ended = context.GetRequiredFeature<IHttpRequestLifetimeFeature>().RequestAborted;
        try
        {
            await SendAsync(context, 200, await answer(context, ended));
        }
        catch (RefusedException refused)
        {
            await SendAsync(context, refused.Status, WireJson.Write(new Refusal(refused.Message) { Ending = refused.Ending }));
        }
        catch (BadHttpRequestException broken)
        {
            await SendAsync(context, broken.StatusCode, WireJson.Write(new Refusal("Bad request")));
        }
        catch (Exception) when (ended.IsCancellationRequested)
        {
            // Nobody is there to answer.
        }
        catch (Exception)
        {
            await SendAsync(context, 500, WireJson.Write(new Refusal("Internal fault")));
        }
    }

    private static async Task SendAsync(IFeatureCollection context, int status, byte[] body)
    {
        var response = context.GetRequiredFeature<IHttpResponseFeature>();
        response.StatusCode = status;
        response.Headers.ContentType = "application/json";
        response.Headers.ContentLength = body.Length;
        if (status != 200)
        {
            response.Headers.Connection = "close";
        }
        var output = context.GetRequiredFeature<IHttpResponseBodyFeature>();
        await output.Stream.WriteAsync(body);
        await output.CompleteAsync();
    }
}
