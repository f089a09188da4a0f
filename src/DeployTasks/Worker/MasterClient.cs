using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using DeployTasks.Prompts;
using DeployTasks.Wire;

namespace DeployTasks.Worker;

/// <summary>
/// The worker's end of the token server: one connection to the literal loopback address, no proxy, no redirects, no
/// time-out, and no retries but while it is let in. Blocking on purpose: HttpClient costs a starting worker 50 ms,
/// asynchronous sockets another 30 jitted methods, and a worker has one thing to ask at a time.
/// </summary>
internal sealed class MasterClient(WorkerOptions options) : IDisposable
{
    private const int NoAnswer = 409;
    private const int TooLong = 413;

    // The master turns away whom a flood of strangers has pushed out before it could read who that was.
    private const int MostTries = 100;

    private Socket? _socket;

    public WorkerOptions Worker => options;

    public LoadResponse Load() =>
        Call("/load", WireJson.Write(new LoadRequest(options.Host)), WireJson.ReadLoadResponse, static (_, refusal) => Errors.LoadRefused(refusal.Error));

    public void Save(SaveRequest request) =>
        Call("/save", WireJson.Write(request), static body => body,
            static (status, refusal) => status == TooLong ? Errors.SaveTooLong() : Errors.SaveRefused(refusal.Error));

    /// <summary>Waits as long as a person needs.</summary>
    public string Ask(Question question) =>
        Call(
            "/proxy",
            WireJson.Write(new ProxyRequest(options.Host, ProxyFunctions.For(question.Kind), question)),
            WireJson.ReadProxyResponse,
            (status, refusal) => refusal.Ending is { } cause ? Errors.StepCancelled($"ask {question.Key}") with { Exit = cause }
                : status == NoAnswer ? Errors.Unanswered(question.Key, refusal.Error) : Errors.AskRefused(refusal.Error)).Answer;

    public void Dispose() => _socket?.Dispose();

    /// <exception cref="DeployException">The master is well and says no: any status but 200.</exception>
    /// <exception cref="MasterLostException">The connection broke, or what came back is not an answer.</exception>
    private T Call<T>(string path, byte[] body, Func<ReadOnlyMemory<byte>, T> read, Func<int, Refusal, Error> refused)
    {
        try
        {
            var answer = Exchange(Request(path, body));
            return answer.Status == 200
                ? read(answer.Body)
                : throw new DeployException(refused(answer.Status, WireJson.ReadRefusal(answer.Body)));
        }
        catch (Exception broken) when (broken is SocketException or InvalidDataException or JsonException)
        {
            throw new MasterLostException($"{path}: {broken.Message}");
        }
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(new IPEndPoint(IPAddress.Loopback, options.Port));
        return socket;
    }

    private byte[] Request(string path, byte[] body)
    {
        var head = Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{options.Port}\r\nAuthorization: Bearer {options.Token}\r\n" +
            $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n");
        return [.. head, .. body];
    }

    private HttpAnswer Exchange(byte[] request)
    {
        for (var tries = _socket is null ? MostTries : 1; ; tries--)
        {
            try
            {
                return Exchange(_socket ??= Connect(), request);
            }
            catch (SocketException away) when (tries > 1 && IsTurnedAway(away))
            {
                HangUp();
            }
        }
    }

    private HttpAnswer Exchange(Socket socket, byte[] request)
    {
        var sent = 0;
        while (sent < request.Length)
        {
            sent += socket.Send(request, sent, request.Length - sent, SocketFlags.None);
        }
        var answer = HttpAnswer.Read(socket);
        if (answer.IsLast)
        {
            // The master hangs up after every no; the next request may call again.
            HangUp();
        }
        return answer;
    }

    private static bool IsTurnedAway(SocketException reason) =>
        reason.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown;

    private void HangUp()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
