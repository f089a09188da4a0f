using System.Net.Sockets;
using System.Text;
using DeployTasks.Master.Server;
using DeployTasks.Wire;

namespace DeployTasks.Tests.Master.Server;

/// <summary>Scripts that call home through the token server.</summary>
public sealed class CallbackTests
{
    private static readonly DateTimeOffset Tomorrow = TimeProvider.System.GetUtcNow().AddDays(1);

    [Fact]
    public async Task A_script_that_calls_with_its_token_is_heard_once_however_often_it_says_the_same()
    {
        await using var test = await ServerUnderTest.StartAsync();
        var token = Key(test).TokenFor(new Caller("web1", "job"), Tomorrow);

        Assert.StartsWith("HTTP/1.1 200", await CallAsync(test, "web1/job", token, "done 0"));
        Assert.StartsWith("HTTP/1.1 200", await CallAsync(test, "web1/job", token, "done 0"));

        Assert.Equal([new Caller("web1", "job")], test.Calls);
    }

    [Fact]
    public async Task Other_words_with_a_used_token_are_a_conflict()
    {
        await using var test = await ServerUnderTest.StartAsync();
        var token = Key(test).TokenFor(new Caller("web1", "job"), Tomorrow);
        await CallAsync(test, "web1/job", token, "done 0");

        Assert.StartsWith("HTTP/1.1 409", await CallAsync(test, "web1/job", token, "done 1"));
    }

    [Fact]
    public async Task A_token_is_worth_nothing_for_another_script_another_host_or_after_its_deadline()
    {
        await using var test = await ServerUnderTest.StartAsync();
        var token = Key(test).TokenFor(new Caller("web1", "job"), Tomorrow);
        var late = Key(test).TokenFor(new Caller("web1", "job"), TimeProvider.System.GetUtcNow().AddSeconds(-2));

        Assert.StartsWith("HTTP/1.1 403", await CallAsync(test, "web1/other", token, "x"));
        Assert.StartsWith("HTTP/1.1 403", await CallAsync(test, "web2/job", token, "x"));
        Assert.StartsWith("HTTP/1.1 403", await CallAsync(test, "web1/job", token + "0", "x"));
        Assert.StartsWith("HTTP/1.1 410", await CallAsync(test, "web1/job", late, "x"));
        Assert.Empty(test.Calls);
    }

    [Fact]
    public async Task A_scripts_token_opens_no_other_route_and_a_workers_token_is_no_scripts()
    {
        await using var test = await ServerUnderTest.StartAsync();
        var token = Key(test).TokenFor(new Caller("web1", "job"), Tomorrow);

        Assert.StartsWith("HTTP/1.1 403", await CallAsync(test, "web1/job", token, """{"host":"web1"}""", "/load"));
        Assert.StartsWith("HTTP/1.1 404", await CallAsync(test, "web1/job", test.Token.Reveal(), "x"));
    }

    [Fact]
    public async Task A_body_of_more_than_256_KiB_is_refused()
    {
        await using var test = await ServerUnderTest.StartAsync();
        var token = Key(test).TokenFor(new Caller("web1", "job"), Tomorrow);

        Assert.StartsWith("HTTP/1.1 413", await CallAsync(test, "web1/job", token, new string('x', 256 * 1024 + 1)));
    }

    [Fact]
    public async Task A_script_that_has_shown_its_token_has_the_time_of_a_body_and_no_stranger_takes_its_place()
    {
        await using var test = await ServerUnderTest.StartAsync(patience: new Patience(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)));
        var token = Key(test).TokenFor(new Caller("web1", "job"), Tomorrow);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", test.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Head(test, "web1/job", token, length: 6)));
        await Task.Delay(TimeSpan.FromSeconds(3));

        await client.GetStream().WriteAsync("done 0"u8.ToArray());
        var answer = new byte[15];
        await client.GetStream().ReadExactlyAsync(answer);

        Assert.Equal("HTTP/1.1 200 OK", Encoding.ASCII.GetString(answer));
    }

    private static CallbackKey Key(ServerUnderTest test) => CallbackKey.Of(test.Token.Reveal());

    private static Task<string> CallAsync(ServerUnderTest test, string job, string token, string body, string path = "/callback") =>
        test.SendRawAsync(Head(test, job, token, Encoding.UTF8.GetByteCount(body), path) + body);

    private static string Head(ServerUnderTest test, string job, string token, int length, string path = "/callback") =>
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{test.Port}\r\nAuthorization: Bearer {token}\r\nX-Job: {job}\r\n" +
        $"Content-Type: application/octet-stream\r\nContent-Length: {length}\r\n\r\n";
}
