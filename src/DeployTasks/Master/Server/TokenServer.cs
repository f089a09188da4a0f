using System.Net;

namespace DeployTasks.Master.Server;

/// <summary>The HTTP server workers talk to: on loopback, for bearers of a token alone.</summary>
internal sealed class TokenServer : IAsyncDisposable
{
    private readonly HttpServer _http;
    private readonly TokenRing _tokens = new();

    private TokenServer(SettingsStore settings, Patience patience)
    {
        Settings = settings;
        _http = new HttpServer(new IPEndPoint(IPAddress.Loopback, port: 0), patience);
    }

    /// <summary>What it serves.</summary>
    public SettingsStore Settings { get; }

    /// <inheritdoc cref="HttpServer.Url"/>
    public string Url => _http.Url;

    /// <exception cref="DeployException">It cannot listen.</exception>
    public static async Task<TokenServer> StartAsync(Routes routes, Patience? patience = null)
    {
        patience ??= Patience.Default;
        var server = new TokenServer(routes.Settings, patience);
        try
        {
            await server._http.StartAsync(new Exchange(new TokenDesk(new Gate(server._tokens), routes, patience.Body).AnswerAsync));
        }
        catch (IOException reason)
        {
            await server.DisposeAsync();
            throw new DeployException(Errors.ServerNotStarted(reason.Message));
        }
        return server;
    }

    public WorkerToken Issue(string host) => _tokens.Issue(host);

    public void Revoke(WorkerToken token) => _tokens.Revoke(token);

    public ValueTask DisposeAsync() => _http.DisposeAsync();
}
