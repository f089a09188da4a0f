using System.Net;
using System.Net.Sockets;

namespace DeployTasks.Master.Server;

/// <summary>The HTTP server workers talk to: on loopback, for bearers of a token alone.</summary>
internal sealed class TokenServer : IAsyncDisposable
{
    private readonly HttpServer _http;
    private readonly TokenRing _tokens = new();

    private TokenServer(Routes routes, Patience patience)
    {
        Settings = routes.Settings;
        _http = new HttpServer(new IPEndPoint(IPAddress.Loopback, port: 0), patience);
        var desk = new TokenDesk(new Gate(_tokens), routes, patience.Body);
        Serving = Task.Run(() => _http.StartAsync(new Exchange(desk.AnswerAsync)));
    }

    /// <summary>What it serves.</summary>
    public SettingsStore Settings { get; }

    /// <inheritdoc cref="HttpServer.Url"/>
    public string Url => _http.Url;

    /// <summary>From its completion on it answers. Workers may be started before: they will be heard.</summary>
    public Task Serving { get; }

    /// <exception cref="DeployException">It cannot listen.</exception>
    public static TokenServer Open(Routes routes, Patience? patience = null)
    {
        try
        {
            return new TokenServer(routes, patience ?? Patience.Default);
        }
        catch (SocketException reason)
        {
            throw new DeployException(Errors.ServerNotStarted(reason.Message));
        }
    }

    public WorkerToken Issue(string host) => _tokens.Issue(host);

    public void Revoke(WorkerToken token) => _tokens.Revoke(token);

    public async ValueTask DisposeAsync()
    {
        await Serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _http.DisposeAsync();
    }
}
