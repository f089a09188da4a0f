using System.Net.Sockets;
using DeployTasks.Master.Server;

namespace DeployTasks.Tests.Master.Server;

public class TokenTests
{
    private const string Load = "{\"host\":\"web1\"}";

    [Fact]
    public async Task The_right_token_opens_the_door()
    {
        await using var test = await ServerUnderTest.StartAsync();
        Assert.Equal(200, ServerUnderTest.Status(await test.PostAsync("/load", Load)));
    }

    /// <summary>Path, method, body, type, length: without a token there is one answer, byte for byte.</summary>
    [Fact]
    public async Task Without_a_valid_token_every_request_gets_the_same_answer()
    {
        await using var test = await ServerUnderTest.StartAsync();
        var host = $"Host: 127.0.0.1:{test.Port}\r\n";
        var answers = new List<string>
        {
            await test.SendRawAsync($"POST /load HTTP/1.1\r\n{host}Content-Type: application/json\r\nContent-Length: {Load.Length}\r\n\r\n{Load}"),
            await test.SendRawAsync($"GET / HTTP/1.1\r\n{host}\r\n"),
            await test.SendRawAsync($"DELETE /nowhere?x HTTP/1.1\r\n{host}\r\n"),
            await test.SendRawAsync($"POST /save HTTP/1.1\r\n{host}Content-Type: text/html\r\nContent-Length: 3\r\n\r\n{{[<"),
            await test.SendRawAsync($"POST /proxy HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n"),
            await test.SendRawAsync($"POST /load HTTP/1.1\r\n{host}Content-Length: 99999999999\r\n\r\n"),
            await test.SendRawAsync($"POST /load HTTP/1.1\r\n{host}Authorization: Bearer {new string('0', 32)}\r\nContent-Length: 0\r\n\r\n"),
            await test.SendRawAsync($"POST /load HTTP/1.1\r\n{host}Authorization: Bearer \r\nContent-Length: 0\r\n\r\n"),
            await test.SendRawAsync($"POST /load HTTP/1.1\r\n{host}Authorization: {test.Token.Reveal()}\r\nContent-Length: 0\r\n\r\n"),
            await test.PostAsync("/load", Load, $"Authorization: Bearer {test.Token.Reveal()}\r\n"),
            await test.PostAsync("/load", Load, "Origin: null\r\n"),
            await test.SendRawAsync(test.Request("/load", Load).Replace("127.0.0.1", "localhost", StringComparison.Ordinal)),
            await test.PostAsync("/callback", "done 0", "X-Job: web1/job\r\nReferer: http://x/\r\n"),
            await test.SendRawAsync($"POST /load HTTP/1.1\r\n{host}Authorization: Bearer {new string('x', 9000)}\r\nContent-Length: 0\r\n\r\n"),
            await test.SendRawAsync($"POST /load HTTP/1.1\r\n{host}Authorization: Bearer \u00ff\u00fe\r\nContent-Length: 0\r\n\r\n"),
            await test.SendRawAsync($"POST /load HTTP/1.1\r\n{host}Authorization: Bearer \u00c3\u00a9{test.Token.Reveal()[2..]}\r\nContent-Length: 0\r\n\r\n"),
        };
        Assert.All(answers, answer => Assert.Equal(WithoutDate(answers[0]), WithoutDate(answer)));
        Assert.Equal(403, ServerUnderTest.Status(answers[0]));
        Assert.Equal("{\"error\":\"Forbidden\"}", ServerUnderTest.Body(answers[0]));
    }

    [Fact]
    public void No_length_is_taken_for_a_token_not_even_the_token_itself_and_more_or_less()
    {
        var ring = new TokenRing();
        var token = ring.Issue("web1");
        Assert.Same(token, ring.Find($"Bearer {token.Reveal()}"));
        var longer = token.Reveal() + new string('0', 4096);
        Assert.All(Enumerable.Range(0, 4096).Where(length => length != 32), length => Assert.Null(ring.Find($"Bearer {longer[..length]}")));
    }

    [Fact]
    public async Task The_body_of_a_stranger_is_not_waited_for()
    {
        await using var test = await ServerUnderTest.StartAsync();
        var answer = await test.SendRawAsync(
            $"POST /save HTTP/1.1\r\nHost: 127.0.0.1:{test.Port}\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n");
        Assert.Equal(403, ServerUnderTest.Status(answer));
    }

    [Fact]
    public async Task The_token_of_a_worker_that_ended_opens_nothing()
    {
        await using var test = await ServerUnderTest.StartAsync();
        test.Server.Revoke(test.Token);
        Assert.Equal(403, ServerUnderTest.Status(await test.PostAsync("/load", Load)));
    }

    [Fact]
    public async Task Each_worker_has_its_own_and_identity_comes_from_it_alone()
    {
        await using var test = await ServerUnderTest.StartAsync();
        var other = test.Server.Issue("web2");
        Assert.NotEqual(test.Token.Reveal(), other.Reveal());
        var request = test.Request("/load", "{\"host\":\"web2\"}");
        Assert.Equal(403, ServerUnderTest.Status(await test.SendRawAsync(request)));
        Assert.Equal(200, ServerUnderTest.Status(await test.SendRawAsync(
            request.Replace(test.Token.Reveal(), other.Reveal(), StringComparison.Ordinal))));
    }

    [Fact]
    public void A_token_has_128_bits_and_does_not_show_itself()
    {
        var tokens = Enumerable.Range(0, 1000).Select(_ => new WorkerToken("web1")).ToList();
        Assert.Equal(1000, tokens.Select(token => token.Reveal()).Distinct().Count());
        Assert.All(tokens, token => Assert.Equal(32, token.Reveal().Length));
        Assert.Equal("*** ***", $"{tokens[0]} {tokens[1]}");
    }

    [Fact]
    public async Task The_server_listens_on_the_literal_loopback_address_only()
    {
        await using var test = await ServerUnderTest.StartAsync();
        Assert.Equal($"http://127.0.0.1:{test.Port}", test.Server.Url);
        using var client = new TcpClient();
        await Assert.ThrowsAnyAsync<SocketException>(() => client.ConnectAsync("127.0.0.2", test.Port));
    }

    private static string WithoutDate(string answer) =>
        string.Join("\r\n", answer.Split("\r\n").Where(line => !line.StartsWith("Date:", StringComparison.Ordinal)));
}
