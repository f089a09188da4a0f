using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DeployTasks.Master.Server;

/// <summary>
/// Kestrel's server class, used directly because it listens 65 ms sooner than the slim builder, with our limits (design
/// §3.3). It logs nothing: a log of requests would be a log of tokens. It listens from the beginning; who comes early waits until
/// it has started.
/// </summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private const string NoLoneLineFeeds = "Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators";
    private readonly Socket _door;
    private readonly KestrelServer _kestrel;

    /// <exception cref="SocketException">It cannot listen there.</exception>
    public HttpServer(IPEndPoint address, Patience patience)
    {
        AppContext.SetSwitch(NoLoneLineFeeds, true);
        _door = SocketTransportOptions.CreateDefaultBoundListenSocket(address);
        _door.Listen();
        // Latin1 knows every byte: a token of odd ones gets our answer, not Kestrel's. Not so a length, of which Kestrel reads the
        // bytes themselves only then: as text a NUL behind it would do.
        var options = new KestrelServerOptions
        {
            AddServerHeader = false,
            RequestHeaderEncodingSelector = static name => name == "Content-Length" ? null : Encoding.Latin1,
        };
        Limit(options.Limits, patience);
        options.Listen(address, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(new Lobby(patience.Token).Around);
        });
        _kestrel = new KestrelServer(
            Options.Create(options),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions { CreateBoundListenSocket = _ => _door }), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
    }

    /// <summary>The literal address that was bound. Never a name: whoever listens on [::1] would get the token.</summary>
    public string Url => $"http://{_door.LocalEndPoint}";

    public Task StartAsync(IHttpApplication<IFeatureCollection> application) =>
        _kestrel.StartAsync(application, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _kestrel.StopAsync(new CancellationToken(canceled: true));
        _kestrel.Dispose();
        _door.Dispose();
    }

    private static void Limit(KestrelServerLimits limits, Patience patience)
    {
        limits.MaxRequestLineSize = 1024;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestBodySize = Gate.LargestBody;
        limits.RequestHeadersTimeout = patience.Token;
        // A worker keeps its one connection for the whole run and says nothing for hours when a step takes hours.
        // (Kestrel takes "infinite" for a second.)
        limits.KeepAliveTimeout = TimeSpan.FromDays(30);
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
    }
}
