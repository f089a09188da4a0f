using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace DeployTasks.SystemTests.Master;

/// <summary>Promise P4: a neighbour on the same machine at the server of a run.</summary>
public class CrowdTests
{
    private const int Requests = 10_000;
    private const int HalfOpen = 500;

    // Of the master; what is kept for a moment of so many connections is some 40 MiB here.
    private const int MostGrowth = 100 * 1024;

    [Fact]
    public async Task Ten_thousand_strangers_get_one_answer_and_disturb_neither_the_run_nor_its_memory()
    {
        await using var run = new ToolRun();
        var over = Path.Combine(Path.GetTempPath(), $"dt-crowd-{run.Marker}");
        run.Start(Recipe(over));
        var port = await run.PortAsync();
        await run.UntilAsync(() => run.Lines.Count(line => line.Contains("connected in", StringComparison.Ordinal)) == 3);
        var before = PeakOf(run.Pid);
        var answers = new ConcurrentDictionary<string, int>();
        var silent = new ConcurrentBag<TcpClient>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (number, cancel) =>
        {
            if (number % (Requests / HalfOpen) == 0)
            {
                silent.Add(await SendAsync(port, "POST /load HTTP/1.1\r\nHost:", cancel));
            }

            answers.AddOrUpdate(await AskAsync(port, number, cancel), 1, (_, count) => count + 1);
        });
        var after = PeakOf(run.Pid);
        await File.WriteAllTextAsync(over, "");

        Assert.True(await run.EndAsync() == 0, run.Output);
        var (answer, count) = Assert.Single(answers);
        Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
        Assert.Equal(Requests, count);
        Assert.InRange(after - before, 0, MostGrowth);
        File.Delete(over);
        Assert.All(silent, client => client.Dispose());
    }

    /// <summary>Many tasks whose workers load and save, and a run that is not over before the crowd has gone.</summary>
    private static string Recipe(string over) => $$"""
        hosts:
          web1: { connection: local, deploy_path: /tmp/unused }
          web2: { connection: local, deploy_path: /tmp/unused }
          web3: { connection: local, deploy_path: /tmp/unused }
        tasks:
          tick:
            steps:
              - { run: "sleep 0.1; date +%s%N", output: tick }
          gate:
            steps:
              - run: until test -e {{over}}; do sleep 0.1; done
          work: [{{string.Concat(Enumerable.Repeat("tick, ", 20))}}gate, tick]
        """;

    /// <summary>What came until the server hung up, but the time of day. A body is announced, and never comes.</summary>
    private static async Task<string> AskAsync(int port, int attempt, CancellationToken cancel)
    {
        using var client = await SendAsync(
            port,
            $"POST /save HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {attempt:x32}\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n",
            cancel);
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        var head = new StringBuilder();
        while (await reader.ReadLineAsync(cancel) is { Length: > 0 } line)
        {
            head.AppendLine(line);
        }

        var length = int.Parse(Regex.Match(head.ToString(), "Content-Length: ([0-9]+)").Groups[1].Value);
        var body = new char[length];
        await reader.ReadBlockAsync(body, cancel);
        return Regex.Replace(head.ToString(), "Date: .*\n", "") + new string(body);
    }

    private static async Task<TcpClient> SendAsync(int port, string text, CancellationToken cancel)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, cancel);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), cancel);
        return client;
    }

    /// <summary>The most memory a process has had at once, in KiB.</summary>
    private static int PeakOf(int process) =>
        int.Parse(Regex.Match(File.ReadAllText($"/proc/{process}/status"), @"VmHWM:\s+([0-9]+) kB").Groups[1].Value);
}
