using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DeployTasks.Tests.Worker;

/// <summary>Answers requests with whatever bytes a test wants, well-formed or not, and remembers what it was sent.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Queue<string> _answers;
    private readonly Task _serving;

    /// <param name="answers">One for each request; an empty one, and the end of them, closes the connection.</param>
    public RawServer(params IEnumerable<string> answers)
    {
        _answers = new Queue<string>(answers);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public int Connections { get; private set; }

    public List<string> Requests { get; } = [];

    public static string Ok(string body) => $"HTTP/1.1 200 OK\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptAsync();
            Connections++;
            await ServeAsync(client);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        while (await ReadRequestAsync(client) is { } request)
        {
            Requests.Add(request);
            if (!_answers.TryDequeue(out var answer) || answer.Length == 0)
            {
                return;
            }
            await client.SendAsync(Encoding.UTF8.GetBytes(answer));
            if (_answers.Count == 0)
            {
                client.Shutdown(SocketShutdown.Send);
            }
        }
    }

    private static async Task<string?> ReadRequestAsync(Socket client)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (await client.ReceiveAsync(buffer) is > 0 and var count)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
            if (IsWhole(text.ToString()))
            {
                return text.ToString();
            }
        }
        return null;
    }

    private static bool IsWhole(string request)
    {
        const string name = "Content-Length: ";
        var head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var at = request.IndexOf(name, StringComparison.Ordinal) + name.Length;
        return head >= 0 && request.Length - head - 4 == int.Parse(request[at..request.IndexOf('\r', at)]);
    }
}
