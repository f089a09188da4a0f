using DeployTasks.Wire;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DeployTasks.Master.Server;

/// <summary>One request and its answer: who asks, in which form, what for, and only then the body.</summary>
internal sealed class Exchange(Gate gate, Routes routes, TimeSpan bodyPatience) : IHttpApplication<IFeatureCollection>
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
            await SendAsync(context, 200, await AnswerAsync(context, ended));
        }
        catch (RefusedException refused)
        {
            await SendAsync(context, refused.Status, WireJson.Write(new Refusal(refused.Message)));
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

    private async Task<byte[]> AnswerAsync(IFeatureCollection context, CancellationToken ended)
    {
        var request = context.GetRequiredFeature<IHttpRequestFeature>();
        var port = context.GetRequiredFeature<IHttpConnectionFeature>().LocalPort;
        if (gate.Recognise(request, port) is { } callback)
        {
            return await HearAsync(callback, request, ended);
        }

        var worker = gate.Identify(request, port);
        context.GetRequiredFeature<Lobby.Visitor>().LetIn();
        var route = routes.Find(request.RawTarget) ?? throw new RefusedException(404, "No such path");
        var body = new byte[Gate.CheckForm(request)];
        await ReadAsync(request.Body, body, ended);
        return await route(new Call(worker.Host, body, ended));
    }

    private async Task<byte[]> HearAsync(Callback callback, IHttpRequestFeature request, CancellationToken ended)
    {
        var body = new byte[Gate.CheckForm(request, Callback.ContentType, Callback.LargestBody)];
        await ReadAsync(request.Body, body, ended);
        if (callback.IsNews(body))
        {
            routes.Ring(callback.Caller);
        }

        return Routes.Nothing;
    }

    private async Task ReadAsync(Stream source, byte[] body, CancellationToken ended)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ended);
        patience.CancelAfter(bodyPatience);
        try
        {
            await source.ReadExactlyAsync(body, patience.Token);
        }
        catch (OperationCanceledException) when (!ended.IsCancellationRequested)
        {
            throw new RefusedException(408, "The body came too slowly");
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
