using DeployTasks.Master.Server;
using DeployTasks.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace DeployTasks.Master.Listening;

/// <summary>Answers scripts: 401 without a token of ours, 409 for other words, 410 after the deadline, else 200.</summary>
internal sealed class ListenDesk(string path, CallbackDesk callbacks, Action<Caller> heard)
{
    private readonly BodyReader _reader = new(Patience.Default.Body);

    public async Task<byte[]> AnswerAsync(IFeatureCollection context, CancellationToken ended)
    {
        var request = context.GetRequiredFeature<IHttpRequestFeature>();
        var callback = Recognise(request) ?? throw new RefusedException(401, "Unauthorized");
        context.GetRequiredFeature<Lobby.Visitor>().LetIn();
        if (request.RawTarget != path)
        {
            throw new RefusedException(404, "No such path");
        }

        var length = Gate.CheckForm(request, Callback.ContentType, Callback.LargestBody);
        if (callback.IsNews(await _reader.ReadAsync(request, length, ended)))
        {
            heard(callback.Caller);
        }

        return Routes.Nothing;
    }

    private Callback? Recognise(IHttpRequestFeature request) =>
        request.Headers["X-Job"] is [{ } job] && Caller.Parse(job) is { } caller
            && TokenRing.BearerOf(request.Headers) is { } token && callbacks.Admits(caller, token)
            ? new Callback(caller, token, callbacks)
            : null;
}
