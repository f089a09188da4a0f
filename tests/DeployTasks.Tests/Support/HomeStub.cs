using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace DeployTasks.Tests.Support;

/// <summary>Records raw HTTP requests and answers each with the next status of a list, then with the last one.</summary>
public sealed class HomeStub : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly Channel<string> _requests = Channel.CreateUnbounded<string>();
    private readonly Queue<int> _statuses;
    private readonly Task _serving;

    private HomeStub(Socket listener, int[] statuses)
    {
        _listener = listener;
        _statuses = new Queue<int>(statuses);
        listener.Listen();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public string Socket => ((UnixDomainSocketEndPoint)_listener.LocalEndPoint!).ToString();

    public static HomeStub Answering(params int[] statuses)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return new HomeStub(listener, statuses);
    }

    /// <summary>The first visitor gets no answer at all, and is not recorded.</summary>
    public static HomeStub HangingThenAnswering(int status) => Answering(0, status);

    public static HomeStub OnSocket(string path, params int[] statuses)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        return new HomeStub(listener, statuses);
    }

    public async Task<string> Request() => await _requests.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var visitor = await _listener.AcceptAsync();
                if (_statuses.Peek() == 0)
                {
                    _statuses.Dequeue();
                    var ignored = new byte[65536];
                    while (await visitor.ReceiveAsync(ignored) > 0)
                    {
                    }

                    continue;
                }

                _requests.Writer.TryWrite(await ReadAsync(visitor));
                var status = _statuses.Count > 1 ? _statuses.Dequeue() : _statuses.Peek();
                await visitor.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
                visitor.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task<string> ReadAsync(Socket visitor)
    {
        var text = new StringBuilder();
        var buffer = new byte[65536];
        while (true)
        {
            var count = await visitor.ReceiveAsync(buffer);
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
            if (count == 0 || IsWhole(text.ToString()))
            {
                return text.ToString();
            }
        }
    }

    private static bool IsWhole(string request)
    {
        const string Length = "content-length: ";
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var at = request.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        return end > 0 && (at < 0
            || request.Length - end - 4 >= int.Parse(request.AsSpan(at + Length.Length, request.IndexOf('\r', at) - at - Length.Length)));
    }
}
