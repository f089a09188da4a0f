using System.Net.Sockets;
using System.Text;

namespace DeployTasks.SystemTests.Master;

public class CrowdTests
{
    /// <summary>A neighbour on the same machine opens 500 silent connections and asks 3,000 times with a wrong token.</summary>
    [Fact]
    public async Task Strangers_at_the_server_do_not_disturb_a_run()
    {
        await using var run = new ToolRun();
        run.Start(ToolRun.LocalRecipe("sleep 1", "sleep 1", "sleep 1"));
        var port = await run.PortAsync();
        var crowd = new List<TcpClient>();
        for (var i = 0; i < 500; i++)
        {
            crowd.Add(new TcpClient());
            await crowd[^1].ConnectAsync("127.0.0.1", port);
            await crowd[^1].GetStream().WriteAsync("POST /load HTTP/1.1\r\nHost:"u8.ToArray());
        }
        var (refused, other) = (0, 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, 3000), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, cancel) =>
        {
            if (await AskAsync(port, i, cancel))
            {
                Interlocked.Increment(ref refused);
            }
            else
            {
                Interlocked.Increment(ref other);
            }
        });
        Assert.True(await run.EndAsync() == 0, run.Output);
        Assert.True(refused > 100, $"{refused} were refused, {other} found nobody");
        crowd.ForEach(client => client.Dispose());
    }

    /// <summary>False when the run is over and nobody answers any more.</summary>
    private static async Task<bool> AskAsync(int port, int attempt, CancellationToken cancel)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, cancel);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /load HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {attempt:x32}\r\nContent-Length: 0\r\n\r\n"), cancel);
            var answer = new byte[12];
            await client.GetStream().ReadExactlyAsync(answer, cancel);
            Assert.Equal("HTTP/1.1 403", Encoding.ASCII.GetString(answer));
            return true;
        }
        catch (Exception closed) when (closed is IOException or SocketException)
        {
            return false;
        }
    }
}
