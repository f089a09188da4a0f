using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DeployTasks.Master.Server;

/// <summary>
/// Kestrel's server class, used directly because it listens 65 ms sooner than the slim builder, with our limits (design
/// §3.3). It logs nothing: a log of requests would be a log of tokens.
/// </summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private const string NoLoneLineFeeds = "Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators";
    private readonly KestrelServer _kestrel;

    public HttpServer(IPEndPoint address, Patience patience)
    {
        AppContext.SetSwitch(NoLoneLineFeeds, true);
        // Latin1 knows every byte: a token of odd ones gets our answer, not Kestrel's.
        var options = new KestrelServerOptions { AddServerHeader = false, RequestHeaderEncodingSelector = static _ => Encoding.Latin1 };
        Limit(options.Limits, patience);
        options.Listen(address, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(new Lobby(patience.Token).Around);
        });
        _kestrel = new KestrelServer(
            Options.Create(options),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
    }

    /// <summary>The literal address that was bound. Never a name: whoever listens on [::1] would get the token.</summary>
    public string Url => _kestrel.Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <exception cref="IOException">It cannot listen there.</exception>
    public Task StartAsync(IHttpApplication<IFeatureCollection> application) =>
        _kestrel.StartAsync(application, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _kestrel.StopAsync(new CancellationToken(canceled: true));
        _kestrel.Dispose();
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
