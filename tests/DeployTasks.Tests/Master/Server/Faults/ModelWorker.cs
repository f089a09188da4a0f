using System.Collections.Immutable;
using System.Net.Sockets;
using System.Text;
using DeployTasks.Recipes;
using DeployTasks.Wire;
using DeployTasks.Worker;

namespace DeployTasks.Tests.Master.Server.Faults;

/// <summary>
/// A worker whose every request meets another accident, and the model of what its host must look like after it. A setting is saved
/// under a number that grows, so that what is lost, done twice or done too late shows.
/// </summary>
internal sealed class ModelWorker(ServerUnderTest test, string host, string[] others, Random random) : IDisposable
{
    private const int Names = 5;
    private static readonly ImmutableSortedDictionary<string, Value> Nothing = ImmutableSortedDictionary<string, Value>.Empty;
    private static readonly string[] Fixed = ["hostname", "identity_file", "alias", "deploy_path", "run_id"];

    private readonly string _token = test.Server.Issue(host).Reveal();
    private MasterClient? _client;
    private ImmutableSortedDictionary<string, Value> _expected = test.Store.Load(host);
    private int _number;

    public int Foreign { get; private set; }

    private MasterClient Client => _client ??= new MasterClient(new WorkerOptions(test.Port, host, _token));

    public void Step()
    {
        switch (random.Next(8))
        {
            case 0:
                AssertAsExpected();
                break;
            case 1:
                Save(Next());
                break;
            case 2:
                SaveTwice(Next());
                break;
            case 3:
                LoseTheAnswer(Next());
                break;
            case 4:
                BreakOff(Next());
                break;
            case 5:
                SaveAllAtOnce();
                break;
            case 6:
                SpeakForAnother();
                break;
            default:
                SaveWhatIsFixed();
                break;
        }
    }

    public void AssertAsExpected()
    {
        Assert.Equal(_expected, Client.Load().Settings);
        Assert.Equal(_expected, test.Store.Load(host));
    }

    public void Dispose() => _client?.Dispose();

    private SaveRequest Next() => Request(Nothing.Add($"s{random.Next(Names)}", Text.Literal($"{++_number}")));

    private SaveRequest Request(ImmutableSortedDictionary<string, Value> changed) => new(host, changed, Nothing);

    private void Save(SaveRequest request)
    {
        Client.Save(request);
        _expected = _expected.SetItems(request.Changed);
    }

    private void SaveTwice(SaveRequest request)
    {
        Save(request);
        Save(request);
    }

    /// <summary>The connection is gone after the first byte of the answer: what was answered was done, and may be said again.</summary>
    private void LoseTheAnswer(SaveRequest request)
    {
        using (var socket = Send(request))
        {
            _ = socket.Receive(new byte[1]);
            socket.LingerState = new LingerOption(true, 0);
        }
        _expected = _expected.SetItems(request.Changed);
        if (random.Next(2) == 0)
        {
            Save(request);
        }
    }

    /// <summary>The connection is gone before the request was whole: nothing was done.</summary>
    private void BreakOff(SaveRequest request)
    {
        using var socket = Send(request, missing: random.Next(1, 60));
        socket.LingerState = new LingerOption(random.Next(2) == 0, 0);
    }

    /// <summary>On connections of their own, so that the last may be done first.</summary>
    private void SaveAllAtOnce()
    {
        var requests = Enumerable.Range(0, Names).Select(name => Request(Nothing.Add($"s{name}", Text.Literal($"{++_number}")))).ToList();
        var sockets = requests.Select(request => Send(request)).ToList();
        foreach (var (socket, request) in sockets.Zip(requests).Reverse())
        {
            Assert.Equal(200, HttpAnswer.Read(socket).Status);
            _expected = _expected.SetItems(request.Changed);
            socket.Dispose();
        }
    }

    private void SpeakForAnother()
    {
        using var stranger = new MasterClient(new WorkerOptions(test.Port, others[random.Next(others.Length)], _token));
        var request = Next() with { Host = stranger.Worker.Host };
        var error = Assert.Throws<DeployException>(() =>
        {
            if (random.Next(2) == 0)
            {
                stranger.Load();
            }
            stranger.Save(request);
        }).Errors[0];
        Assert.Contains("DT2013", error.What, StringComparison.Ordinal);
        Foreign++;
    }

    private void SaveWhatIsFixed()
    {
        var forbidden = Nothing.Add(Fixed[random.Next(Fixed.Length)], new Text("evil"));
        var request = random.Next(2) == 0 ? Next() with { Shared = forbidden } : Request(Next().Changed.SetItems(forbidden));
        Assert.Contains("DT2014", Assert.Throws<DeployException>(() => Client.Save(request)).Errors[0].What, StringComparison.Ordinal);
    }

    private Socket Send(SaveRequest request, int missing = 0)
    {
        var body = WireJson.Write(request);
        var head = $"POST /save HTTP/1.1\r\nHost: 127.0.0.1:{test.Port}\r\nAuthorization: Bearer {_token}\r\n" +
            $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect("127.0.0.1", test.Port);
        socket.Send([.. Encoding.ASCII.GetBytes(head), .. body[..Math.Max(0, body.Length - missing)]]);
        return socket;
    }
}
