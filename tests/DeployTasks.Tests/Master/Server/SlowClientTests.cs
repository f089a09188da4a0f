using System.Net.Sockets;
using System.Text;
using DeployTasks.Master.Server;
using DeployTasks.Recipes;
using DeployTasks.Worker;

namespace DeployTasks.Tests.Master.Server;

/// <summary>Clients that are never silent and never ready: what is limited is the whole, not the pause between two bytes.</summary>
public sealed class SlowClientTests : IAsyncLifetime
{
    private const string Save = "{\"host\":\"web1\",\"changed\":{\"colour\":\"blue\"}}";
    private static readonly string Endless = "\r\nX: " + new string('x', 1000);
    private readonly TcpClient _client = new() { NoDelay = true };
    private ServerUnderTest _test = null!;
    private MasterClient _worker = null!;

    public async ValueTask InitializeAsync()
    {
        _test = await ServerUnderTest.StartAsync(patience: new Patience(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));
        _worker = new MasterClient(new WorkerOptions(_test.Port, "web1", _test.Token.Reveal()));
        await _client.ConnectAsync("127.0.0.1", _test.Port);
    }

    [Fact]
    public async Task A_head_that_comes_drop_by_drop_is_given_up() =>
        Assert.True(await DripAsync(Head(_test.Request("/save", Save)), Endless) is 0 or 408);

    [Fact]
    public async Task The_head_of_a_further_request_that_comes_drop_by_drop_is_given_up()
    {
        var request = _test.Request("/load", "{\"host\":\"web1\"}");
        await SendAsync(request);
        Assert.Equal(200, HttpAnswer.Read(_client.Client).Status);
        Assert.True(await DripAsync(Head(request), Endless) is 0 or 408);
    }

    [Fact]
    public async Task A_body_that_comes_drop_by_drop_is_given_up()
    {
        var request = _test.Request("/save", Save.Replace("blue", new string('b', 1000), StringComparison.Ordinal));
        Assert.Equal(408, await DripAsync(request[..^1000], request[^1000..]));
    }

    public async ValueTask DisposeAsync()
    {
        Assert.Equal(new Text("red"), _worker.Load().Settings["colour"]);
        _worker.Dispose();
        _client.Dispose();
        await _test.DisposeAsync();
    }

    /// <summary>Until there is an answer, 0 for none but an end. A worker is heard between any two drops.</summary>
    private async Task<int> DripAsync(string start, string drops)
    {
        await SendAsync(start);
        var answer = Task.Run(ReadStatus);
        foreach (var drop in drops)
        {
            _worker.Load();
            await Task.WhenAny(answer, Task.Delay(20));
            if (answer.IsCompleted)
            {
                return await answer;
            }

            await SendAsync($"{drop}");
        }

        throw new InvalidOperationException("The last drop came, and nobody had given up");
    }

    private int ReadStatus()
    {
        try
        {
            return HttpAnswer.Read(_client.Client).Status;
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    private async Task SendAsync(string text)
    {
        try
        {
            await _client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));
        }
        catch (IOException)
        {
            // It was given up; the answer tells.
        }
    }

    private static string Head(string request) => request[..request.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
}
