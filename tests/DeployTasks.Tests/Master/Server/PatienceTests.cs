using System.Net.Sockets;
using System.Text;
using DeployTasks.Master.Server;
using DeployTasks.Prompts;
using DeployTasks.Recipes;

namespace DeployTasks.Tests.Master.Server;

/// <summary>Clients that are slow, silent, many, big or gone.</summary>
public class PatienceTests
{
    private static readonly Patience Short = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    private const string Load = "{\"host\":\"web1\"}";

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("POST /load HTTP/1.1\r\nHost: 127", "half a head")]
    public async Task Who_shows_no_token_is_turned_away_when_the_time_is_up(string sent, string what)
    {
        await using var test = await ServerUnderTest.StartAsync(patience: Short);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var answer = await test.SendRawAsync(sent);
        Assert.True(ServerUnderTest.Status(answer) is 0 or 408, $"{what}: {answer}");
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task A_body_that_does_not_come_is_not_waited_for_long()
    {
        await using var test = await ServerUnderTest.StartAsync(patience: Short);
        var answer = await test.SendRawAsync(test.Request("/load", Load)[..^3]);
        Assert.Equal(408, ServerUnderTest.Status(answer));
    }

    [Fact]
    public async Task A_body_that_is_cut_off_calls_nothing()
    {
        await using var test = await ServerUnderTest.StartAsync();
        await test.SendRawAsync(test.Request("/save", "{\"host\":\"web1\",\"changed\":{\"colour\":\"blue\"}}")[..^3], closeSending: true);
        Assert.Equal(new Text("red"), test.Store.Load("web1")["colour"]);
    }

    [Fact]
    public async Task A_request_may_come_byte_by_byte()
    {
        await using var test = await ServerUnderTest.StartAsync();
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync("127.0.0.1", test.Port);
        foreach (var one in Encoding.ASCII.GetBytes(test.Request("/load", Load)))
        {
            await client.GetStream().WriteAsync(new[] { one });
        }
        var answer = new byte[15];
        await client.GetStream().ReadExactlyAsync(answer);
        Assert.Equal("HTTP/1.1 200 OK", Encoding.ASCII.GetString(answer));
    }

    [Fact]
    public async Task Silent_connections_keep_no_worker_out()
    {
        await using var test = await ServerUnderTest.StartAsync();
        var crowd = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 500; i++)
            {
                crowd.Add(new TcpClient());
                await crowd[^1].ConnectAsync("127.0.0.1", test.Port);
                await crowd[^1].GetStream().WriteAsync("POST /load HTTP/1.1\r\n"u8.ToArray());
            }
            Assert.Equal(200, ServerUnderTest.Status(await test.PostAsync("/load", Load)));
        }
        finally
        {
            crowd.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task When_too_many_say_nothing_the_oldest_goes_and_a_worker_stays()
    {
        await using var test = await ServerUnderTest.StartAsync(patience: new Patience(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5)));
        using var worker = new TcpClient();
        using var oldest = new TcpClient();
        var crowd = new List<TcpClient>();
        var answer = new byte[15];
        await worker.ConnectAsync("127.0.0.1", test.Port);
        await worker.GetStream().WriteAsync(Encoding.ASCII.GetBytes(test.Request("/load", Load)));
        await worker.GetStream().ReadExactlyAsync(answer);
        await oldest.ConnectAsync("127.0.0.1", test.Port);
        for (var i = 0; i < 300; i++)
        {
            crowd.Add(new TcpClient());
            await crowd[^1].ConnectAsync("127.0.0.1", test.Port);
        }
        await Assert.ThrowsAnyAsync<IOException>(() => oldest.GetStream().ReadExactlyAsync(answer).AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
        await DrainAsync(worker);
        await worker.GetStream().WriteAsync(Encoding.ASCII.GetBytes(test.Request("/load", Load)));
        await worker.GetStream().ReadExactlyAsync(answer);
        Assert.Equal("HTTP/1.1 200 OK", Encoding.ASCII.GetString(answer));
        crowd.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task A_worker_that_is_let_in_may_be_silent_for_as_long_as_its_step_takes()
    {
        await using var test = await ServerUnderTest.StartAsync(patience: Short);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", test.Port);
        var answer = new byte[15];
        for (var round = 0; round < 2; round++)
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(test.Request("/load", Load)));
            await client.GetStream().ReadExactlyAsync(answer);
            Assert.Equal("HTTP/1.1 200 OK", Encoding.ASCII.GetString(answer));
            if (round == 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(3));
                await DrainAsync(client);
            }
        }
    }

    [Fact]
    public async Task Five_megabytes_of_settings_arrive_whole()
    {
        await using var test = await ServerUnderTest.StartAsync();
        for (var part = 0; part < 5; part++)
        {
            var text = new string((char)('a' + part), 1_000_000);
            Assert.Equal(200, ServerUnderTest.Status(await test.PostAsync("/save", $"{{\"host\":\"web1\",\"changed\":{{\"part{part}\":\"{text}\"}}}}")));
        }
        Assert.InRange(ServerUnderTest.Body(await test.PostAsync("/load", Load)).Length, 5_000_000, 5_001_000);
    }

    [Fact]
    public async Task A_prompt_that_waits_keeps_no_other_worker_waiting()
    {
        var asked = new TaskCompletionSource();
        var answered = new TaskCompletionSource<AnswerResult>();
        await using var test = await ServerUnderTest.StartAsync(new Waiting(asked, answered.Task));
        var prompt = test.PostAsync("/proxy", "{\"host\":\"web1\",\"function\":\"ask\",\"arguments\":{\"kind\":\"ask\",\"key\":\"k\",\"text\":\"?\"}}");
        await asked.Task;
        Assert.Equal(200, ServerUnderTest.Status(await test.PostAsync("/load", Load)));
        answered.SetResult(new AnswerResult("late", "terminal"));
        Assert.Contains("late", await prompt);
    }

    [Fact]
    public async Task The_death_of_a_worker_ends_its_pending_prompt()
    {
        var asked = new TaskCompletionSource();
        var waiting = new Waiting(asked, new TaskCompletionSource<AnswerResult>().Task);
        await using var test = await ServerUnderTest.StartAsync(waiting);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync("127.0.0.1", test.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(test.Request(
                "/proxy", "{\"host\":\"web1\",\"function\":\"ask\",\"arguments\":{\"kind\":\"ask\",\"key\":\"k\",\"text\":\"?\"}}")));
            await asked.Task;
        }
        await waiting.Ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static async Task DrainAsync(TcpClient client)
    {
        var rest = new byte[4096];
        while (client.Available > 0)
        {
            _ = await client.GetStream().ReadAsync(rest);
        }
    }

    private sealed class Waiting(TaskCompletionSource asked, Task<AnswerResult> answer) : IAnswers
    {
        public TaskCompletionSource Ended { get; } = new();

        public async Task<AnswerResult> AnswerAsync(string host, Question question, CancellationToken cancel)
        {
            asked.SetResult();
            cancel.Register(Ended.SetResult);
            return await answer.WaitAsync(cancel);
        }
    }
}
