using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using DeployTasks.Master.Listening;
using DeployTasks.Wire;

namespace DeployTasks.Tests.Master.Listening;

/// <summary>A real listener on a free port, and whom it told.</summary>
internal sealed class ListenerUnderTest : IAsyncDisposable
{
    public const string Path = "/deploy/callback";
    public static readonly CallbackKey Key = CallbackKey.FromPassphrase("correct horse battery staple");

    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<ListenerNews> _news = Channel.CreateUnbounded<ListenerNews>();
    private readonly Task _running;
    private readonly TaskCompletionSource<int> _port = new();

    /// <param name="tell">What the teller answers; null means that it is done.</param>
    public ListenerUnderTest(string folder, Func<HeardCallback, CancellationToken, Task<string?>> tell)
    {
        var options = new ListenOptions(new IPEndPoint(IPAddress.Loopback, 0), Path, folder);
        _running = new CallbackListener(options, Key, new Teller(tell), news => _news.Writer.TryWrite(news))
            .RunAsync(url => _port.SetResult(new Uri(url).Port), _stop.Token);
    }

    public async Task<ListenerNews> NewsAsync() => await _news.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public bool HasMoreNews => _news.Reader.TryPeek(out _);

    public static string TokenFor(string job, double days = 1) =>
        Key.TokenFor(Caller.Parse(job)!, TimeProvider.System.GetUtcNow().AddDays(days));

    public async Task<int> CallAsync(string job, string body, string? token = null, string path = Path, string method = "POST")
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", await PortAsync());
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"{method} {path} HTTP/1.1\r\nHost: ci.example.com\r\nAuthorization: Bearer {token ?? TokenFor(job)}\r\nX-Job: {job}\r\n" +
            $"X-Forwarded-For: 203.0.113.9\r\nContent-Type: application/octet-stream\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return int.Parse((await reader.ReadLineAsync())!.Split(' ')[1]);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task<int> PortAsync()
    {
        if (await Task.WhenAny(_port.Task, _running) == _running)
        {
            await _running;
        }

        return await _port.Task;
    }

    private sealed class Teller(Func<HeardCallback, CancellationToken, Task<string?>> tell) : ITeller
    {
        public Task<string?> TellAsync(HeardCallback callback, CancellationToken cancel) => tell(callback, cancel);
    }
}
