using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using DeployTasks.Events;
using DeployTasks.Master;
using DeployTasks.Master.Server;
using DeployTasks.Planning;
using DeployTasks.Prompts;
using DeployTasks.Recipes;
using DeployTasks.Wire;

namespace DeployTasks.Tests.Master.Server;

/// <summary>A real server with hosts, web1 and web2 unless a test wants others, and everything it did.</summary>
internal sealed class ServerUnderTest : IAsyncDisposable
{
    public required TokenServer Server { get; init; }
    public required SettingsStore Store { get; init; }
    public required WorkerToken Token { get; init; }
    public required Secrets Secrets { get; init; }
    public ConcurrentQueue<Event> Events { get; } = [];
    public ConcurrentQueue<Error> Rogues { get; } = [];
    public ConcurrentQueue<Caller> Calls { get; } = [];

    public int Port => new Uri(Server.Url).Port;

    public static async Task<ServerUnderTest> StartAsync(IAnswers? answers = null, Patience? patience = null, string[]? hosts = null)
    {
        var secrets = new Secrets();
        var store = new SettingsStore((hosts ?? ["web1", "web2"]).Select(Host), secrets);
        ServerUnderTest? test = null;
        var server = TokenServer.Open(new Routes(
            store,
            answers ?? new Answering((_, _) => new AnswerResult("yes", "default")),
            happened => test!.Events.Enqueue(happened),
            new Alarms(error => test!.Rogues.Enqueue(error), caller => test!.Calls.Enqueue(caller))), patience);
        await server.Serving;
        return test = new ServerUnderTest { Server = server, Store = store, Token = server.Issue("web1"), Secrets = secrets };
    }

    /// <summary>Sends bytes as they are and gives back all that came until the server closed, or until so many answers were whole.</summary>
    /// <param name="cut">Where to make a pause, so that the server reads the bytes in two parts.</param>
    /// <exception cref="OperationCanceledException">The server did neither.</exception>
    public async Task<string> SendRawAsync(string request, bool closeSending = false, int answers = 1, int cut = 0)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync("127.0.0.1", Port);
        var stream = client.GetStream();
        try
        {
            if (cut > 0)
            {
                await stream.WriteAsync(Encoding.Latin1.GetBytes(request[..cut]));
                await Task.Delay(1);
            }
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request[cut..]));
            if (closeSending)
            {
                client.Client.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception refused) when (refused is IOException or SocketException)
        {
            // It has answered before all was sent.
        }
        return await ReadAnswersAsync(stream, answers);
    }

    public Task<string> PostAsync(string path, string body, string headers = "") =>
        SendRawAsync(Request(path, body, headers));

    public string Request(string path, string body, string headers = "") =>
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{Port}\r\nAuthorization: Bearer {Token.Reveal()}\r\n" +
        $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}";

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    public static int Status(string answer) =>
        answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(answer.AsSpan(9, 3)) : 0;

    /// <summary>Of all answers, one after another.</summary>
    public static int[] Statuses(string answers) => [.. Regex.Matches(answers, @"HTTP/1\.1 ([0-9]{3})").Select(match => int.Parse(match.Groups[1].Value))];

    public static string Body(string answer) => answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

    private static async Task<string> ReadAnswersAsync(NetworkStream stream, int answers)
    {
        // Longer than the server's own five and ten seconds: whoever waits in vain has found a hang.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var text = new StringBuilder();
        var buffer = new byte[64 * 1024];
        try
        {
            while (!AreAll(text.ToString(), answers) && await stream.ReadAsync(buffer, patience.Token) is > 0 and var read)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
                if (text.ToString().Contains("Connection: close", StringComparison.Ordinal))
                {
                    // Kestrel would wait five seconds for what is left of a body that nobody reads.
                    stream.Socket.Shutdown(SocketShutdown.Send);
                }
            }
        }
        catch (Exception closed) when (closed is IOException or SocketException)
        {
            // What came so far is the answer.
        }
        return text.ToString();
    }

    // Whole answers, by the length each tells, of a connection that stays open: otherwise its close tells.
    private static bool AreAll(string text, int answers)
    {
        var end = 0;
        for (var answer = 0; answer < answers; answer++)
        {
            var body = text.IndexOf("\r\n\r\n", end, StringComparison.Ordinal) + 4;
            if (body < 4 || text[end..body].Contains("Connection: close", StringComparison.Ordinal))
            {
                return false;
            }

            end = body + int.Parse(Regex.Match(text[end..body], "Content-Length: ([0-9]+)").Groups[1].Value);
            if (end > text.Length)
            {
                return false;
            }
        }

        return true;
    }

    private static PlannedHost Host(string alias) => new(
        new HostDefinition(alias, new Place("deploy.yaml", 1, 1)),
        ImmutableSortedDictionary<string, Value>.Empty.Add("hostname", new Text($"{alias}.example")).Add("colour", new Text("red")));
}

internal sealed class Answering(Func<string, Question, AnswerResult> answer) : IAnswers
{
    public Task<AnswerResult> AnswerAsync(string host, Question question, CancellationToken cancel) =>
        Task.FromResult(answer(host, question));
}
