using System.Net;
using System.Net.Sockets;
using System.Text;
using DeployTasks.Master.Server;
using DeployTasks.Recipes;
using DeployTasks.Worker;
using Microsoft.AspNetCore.Http.Features;

namespace DeployTasks.Tests.Master.Server;

/// <summary>Workers are started while the server still is: its address is known, and who comes is not turned away.</summary>
public class EarlyVisitorTests
{
    private static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);

    [Fact]
    public async Task Who_comes_before_the_server_has_started_waits_and_is_answered()
    {
        await using var server = new HttpServer(AnyPort, Patience.Default);
        using var early = new TcpClient();
        await early.ConnectAsync("127.0.0.1", new Uri(server.Url).Port);
        await early.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {new Uri(server.Url).Authority}\r\n\r\n"));

        await server.StartAsync(new Exchange((_, _) => Task.FromResult("hello"u8.ToArray())));

        Assert.EndsWith("hello", await ReadAsync(early));
    }

    /// <summary>All of them enter at once then, more than may wait.</summary>
    [Fact]
    public async Task A_worker_that_came_before_a_crowd_of_strangers_is_answered()
    {
        await using var server = new HttpServer(AnyPort, Patience.Default);
        var port = new Uri(server.Url).Port;
        using var client = new MasterClient(new WorkerOptions(port, "web1", "t0ken"));
        var loading = Task.Run(client.Load);
        var crowd = new List<TcpClient>();
        for (var i = 0; i < 1000; i++)
        {
            crowd.Add(new TcpClient());
            await crowd[^1].ConnectAsync("127.0.0.1", port);
        }

        await server.StartAsync(new Exchange((context, _) =>
        {
            context.GetRequiredFeature<Lobby.Visitor>().LetIn();
            return Task.FromResult("""{"settings":{"a":"1"}}"""u8.ToArray());
        }));

        Assert.Equal(new Text("1"), (await loading).Settings["a"]);
        crowd.ForEach(stranger => stranger.Dispose());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_known_before_anything_starts()
    {
        await using var first = new HttpServer(AnyPort, Patience.Default);
        Assert.Equal(
            SocketError.AddressAlreadyInUse,
            Assert.Throws<SocketException>(() => new HttpServer(IPEndPoint.Parse(new Uri(first.Url).Authority), Patience.Default)).SocketErrorCode);
    }

    private static async Task<string> ReadAsync(TcpClient client)
    {
        var text = "";
        var buffer = new byte[4096];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!text.EndsWith("hello", StringComparison.Ordinal) && await client.GetStream().ReadAsync(buffer, patience.Token) is > 0 and var read)
        {
            text += Encoding.ASCII.GetString(buffer, 0, read);
        }

        return text;
    }
}
