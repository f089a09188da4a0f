using Microsoft.AspNetCore.Http.Features;

namespace DeployTasks.Master.Server;

/// <summary>Answers workers and their scripts: who asks, in which form, what for, and only then the body.</summary>
internal sealed class TokenDesk(Gate gate, Routes routes, TimeSpan patience)
{
    private readonly BodyReader _reader = new(patience);

    public async Task<byte[]> AnswerAsync(IFeatureCollection context, CancellationToken ended)
    {
        var request = context.GetRequiredFeature<IHttpRequestFeature>();
        var visitor = context.GetRequiredFeature<Lobby.Visitor>();
        var port = context.GetRequiredFeature<IHttpConnectionFeature>().LocalPort;
        if (gate.Recognise(request, port) is { } callback)
        {
            visitor.LetIn();
            return await HearAsync(callback, request, ended);
        }

        var worker = gate.Identify(request, port);
        visitor.LetIn();
        var route = routes.Find(request.RawTarget) ?? throw new RefusedException(404, "No such path");
        var body = await _reader.ReadAsync(request, Gate.CheckForm(request), ended);
        return await route(new Call(worker.Host, body, ended));
    }

    private async Task<byte[]> HearAsync(Callback callback, IHttpRequestFeature request, CancellationToken ended)
    {
        if (callback.IsNews(await _reader.ReadAsync(request, Gate.CheckForm(request, Callback.ContentType, Callback.LargestBody), ended)))
        {
            routes.Ring(callback.Caller);
        }

        return Routes.Nothing;
    }
}
