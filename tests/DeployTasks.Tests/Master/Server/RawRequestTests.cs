using DeployTasks.Recipes;

namespace DeployTasks.Tests.Master.Server;

/// <summary>
/// What a hand-written client can send (faults.md §1.4). Every request carries the right token unless its name says
/// otherwise, and would save <c>colour: blue</c>. What is not 200 has saved nothing.
/// </summary>
public sealed class RawRequestTests
{
    private const string Body = "{\"host\":\"web1\",\"changed\":{\"colour\":\"blue\"}}";
    private const string Start = "POST /save HTTP/1.1\r\n";
    private const string Host = "Host: 127.0.0.1:PORT\r\n";
    private const string Token = "Authorization: Bearer TOKEN\r\n";
    private const string Type = "Content-Type: application/json\r\n";
    private const string Length = "Content-Length: LENGTH\r\n";
    private const string Good = Start + Host + Token + Type + Length + "\r\n" + Body;

    /// <summary>Every one of them that a test may send some thousand times.</summary>
    internal static IEnumerable<string> Seeds =>
        Refused.Concat<ITheoryDataRow>(Accepted).Select(row => row.GetData().OfType<string>().Last()).Where(request => request.Length < 2000);

    public static TheoryData<string, int, string> Refused => new()
    {
        { "another host name", 403, Start + "Host: evil.example\r\n" + Token + Type + Length + "\r\n" + Body },
        { "localhost", 403, Start + "Host: localhost:PORT\r\n" + Token + Type + Length + "\r\n" + Body },
        { "the address as one number", 403, Start + "Host: 2130706433:PORT\r\n" + Token + Type + Length + "\r\n" + Body },
        { "the address in hexadecimal", 403, Start + "Host: 0x7f.1:PORT\r\n" + Token + Type + Length + "\r\n" + Body },
        { "another port", 403, Start + "Host: 127.0.0.1:1\r\n" + Token + Type + Length + "\r\n" + Body },
        { "no port", 403, Start + "Host: 127.0.0.1\r\n" + Token + Type + Length + "\r\n" + Body },
        { "an address that ends in a dot", 403, Start + "Host: 127.0.0.1.:PORT\r\n" + Token + Type + Length + "\r\n" + Body },
        { "the address in octal", 403, Start + "Host: 0177.0.0.1:PORT\r\n" + Token + Type + Length + "\r\n" + Body },
        { "a number of the address too large", 403, Start + "Host: 10.0.2.555:PORT\r\n" + Token + Type + Length + "\r\n" + Body },
        { "the address in short", 403, Start + "Host: 127.1:PORT\r\n" + Token + Type + Length + "\r\n" + Body },
        { "another loopback address", 403, Start + "Host: 127.0.0.2:PORT\r\n" + Token + Type + Length + "\r\n" + Body },
        { "the other loopback", 403, Start + "Host: [::1]:PORT\r\n" + Token + Type + Length + "\r\n" + Body },
        { "the address inside one of IPv6", 403, Start + "Host: [::ffff:127.0.0.1]:PORT\r\n" + Token + Type + Length + "\r\n" + Body },
        { "localhost6", 403, Start + "Host: localhost6:PORT\r\n" + Token + Type + Length + "\r\n" + Body },
        { "a name that begins like the address", 403, Start + "Host: 127.0.0.1.evil.example:PORT\r\n" + Token + Type + Length + "\r\n" + Body },
        { "a port with a zero before it", 403, Start + "Host: 127.0.0.1:0PORT\r\n" + Token + Type + Length + "\r\n" + Body },
        { "two hosts in one line", 400, Start + "Host: evil.example, 127.0.0.1:PORT\r\n" + Token + Type + Length + "\r\n" + Body },
        { "a user before the host", 400, Start + "Host: evil@127.0.0.1:PORT\r\n" + Token + Type + Length + "\r\n" + Body },
        { "an empty Host", 403, Start + "Host:\r\n" + Token + Type + Length + "\r\n" + Body },
        { "no Host", 400, Start + Token + Type + Length + "\r\n" + Body },
        { "two Host", 400, Start + Host + Host + Token + Type + Length + "\r\n" + Body },
        { "HTTP/1.0 without Host", 403, "POST /save HTTP/1.0\r\n" + Token + Type + Length + "\r\n" + Body },
        { "HTTP/2.0 in the request line", 505, "POST /save HTTP/2.0\r\n" + Host + Token + Type + Length + "\r\n" + Body },
        { "Origin null", 403, Start + Host + Token + "Origin: null\r\n" + Type + Length + "\r\n" + Body },
        { "our own Origin", 403, Start + Host + Token + "Origin: http://127.0.0.1:PORT\r\n" + Type + Length + "\r\n" + Body },
        { "Referer", 403, Start + Host + Token + "Referer: http://x/\r\n" + Type + Length + "\r\n" + Body },
        { "Sec-Fetch-Site", 403, Start + Host + Token + "Sec-Fetch-Site: none\r\n" + Type + Length + "\r\n" + Body },
        { "Sec-Fetch-Mode", 403, Start + Host + Token + "Sec-Fetch-Mode: no-cors\r\n" + Type + Length + "\r\n" + Body },
        { "Sec-Fetch-Dest", 403, Start + Host + Token + "sec-fetch-dest: empty\r\n" + Type + Length + "\r\n" + Body },
        { "no token", 403, Start + Host + Type + Length + "\r\n" + Body },
        { "empty token", 403, Start + Host + "Authorization: Bearer \r\n" + Type + Length + "\r\n" + Body },
        { "token of another scheme", 403, Start + Host + "Authorization: Basic TOKEN\r\n" + Type + Length + "\r\n" + Body },
        { "token without a scheme", 403, Start + Host + "Authorization: TOKEN\r\n" + Type + Length + "\r\n" + Body },
        { "two tokens", 403, Start + Host + Token + Token + Type + Length + "\r\n" + Body },
        { "token and a tail", 403, Start + Host + "Authorization: Bearer TOKENx\r\n" + Type + Length + "\r\n" + Body },
        { "GET", 405, "GET /load HTTP/1.1\r\n" + Host + Token + "\r\n" },
        { "OPTIONS", 405, "OPTIONS /save HTTP/1.1\r\n" + Host + Token + "\r\n" },
        { "lower-case method", 405, "post /save HTTP/1.1\r\n" + Host + Token + Type + Length + "\r\n" + Body },
        { "dots in the path", 404, "POST /load/../save HTTP/1.1\r\n" + Host + Token + Type + Length + "\r\n" + Body },
        { "a percent in the path", 404, "POST /%73ave HTTP/1.1\r\n" + Host + Token + Type + Length + "\r\n" + Body },
        { "two slashes", 404, "POST //save HTTP/1.1\r\n" + Host + Token + Type + Length + "\r\n" + Body },
        { "a query", 404, "POST /save?x=1 HTTP/1.1\r\n" + Host + Token + Type + Length + "\r\n" + Body },
        { "upper-case path", 404, "POST /SAVE HTTP/1.1\r\n" + Host + Token + Type + Length + "\r\n" + Body },
        { "an encoded NUL in the path", 400, "POST /save%00x HTTP/1.1\r\n" + Host + Token + Type + Length + "\r\n" + Body },
        { "absolute target of another host", 400, "POST http://evil/save HTTP/1.1\r\n" + Host + Token + Type + Length + "\r\n" + Body },
        { "absolute target of this host", 404, "POST http://127.0.0.1:PORT/save HTTP/1.1\r\n" + Host + Token + Type + Length + "\r\n" + Body },
        { "CONNECT", 400, "CONNECT 127.0.0.1:1 HTTP/1.1\r\n" + Host + Token + "\r\n" },
        { "Content-Length and Transfer-Encoding", 501, Start + Host + Token + Type + Length + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" },
        { "chunked", 501, Start + Host + Token + Type + "Transfer-Encoding: chunked\r\n\r\n2b\r\n" + Body + "\r\n0\r\n\r\n" },
        { "a lone line feed after a chunk extension", 501, Start + Host + Token + Type + "Transfer-Encoding: chunked\r\n\r\n2;\n\r\n{}\r\n0\r\n\r\n" },
        { "no length", 411, Start + Host + Token + Type + "\r\n" },
        { "two different lengths", 400, Start + Host + Token + Type + Length + "Content-Length: 1\r\n\r\n" + Body },
        { "the same length twice", 400, Start + Host + Token + Type + Length + Length + "\r\n" + Body },
        { "a negative length", 400, Start + Host + Token + Type + "Content-Length: -1\r\n\r\n" + Body },
        { "a length in hexadecimal", 400, Start + Host + Token + Type + "Content-Length: 0x2b\r\n\r\n" + Body },
        { "a NUL behind the length", 400, Start + Host + Token + Type + "Content-Length: LENGTH\0\r\n\r\n" + Body },
        { "a form feed before the length", 400, Start + Host + Token + Type + "Content-Length: \fLENGTH\r\n\r\n" + Body },
        { "a length beyond every number", 400, Start + Host + Token + Type + "Content-Length: 99999999999999999999\r\n\r\n" + Body },
        { "a length above the limit", 413, Start + Host + Token + Type + "Content-Length: 99999999999\r\n\r\n" + Body },
        { "Expect", 417, Start + Host + Token + Type + Length + "Expect: 100-continue\r\n\r\n" + Body },
        { "no type", 415, Start + Host + Token + Length + "\r\n" + Body },
        { "a form's type", 415, Start + Host + Token + "Content-Type: text/plain\r\n" + Length + "\r\n" + Body },
        { "a type with a charset", 415, Start + Host + Token + "Content-Type: application/json; charset=utf-8\r\n" + Length + "\r\n" + Body },
        { "lone line feeds", 400, Good.Replace("\r\n", "\n", StringComparison.Ordinal) },
        { "one lone line feed", 400, Start + Host + Token.Replace("\r\n", "\n", StringComparison.Ordinal) + Type + Length + "\r\n" + Body },
        { "a carriage return in a value", 400, Start + Host + Token + "X: a\rb\r\n" + Type + Length + "\r\n" + Body },
        { "a folded line", 400, Start + Host + Token + "X: a\r\n b\r\n" + Type + Length + "\r\n" + Body },
        { "a blank before the colon", 400, Start + Host + Token + Type + "Content-Length : LENGTH\r\n\r\n" + Body },
        { "a NUL in a value", 400, Start + Host + Token + "X: a\0b\r\n" + Type + Length + "\r\n" + Body },
        { "a header without a name", 400, Start + Host + Token + ": x\r\n" + Type + Length + "\r\n" + Body },
        { "a header without a colon", 400, Start + Host + Token + "nonsense\r\n" + Type + Length + "\r\n" + Body },
        { "two blanks in the request line", 400, "POST  /save HTTP/1.1\r\n" + Host + Token + Type + Length + "\r\n" + Body },
        { "a request line of two words", 400, "POST /save\r\n" + Host + Token + Type + Length + "\r\n" + Body },
        { "the hello of TLS", 400, "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003\r\n\r\n" },
        { "100 kB without a line end", 414, new string('x', 100_000) },
        { "a request line of 9 kB", 414, "POST /" + new string('x', 9000) + " HTTP/1.1\r\n" + Host + Token + Type + Length + "\r\n" + Body },
        { "110 headers", 431, Start + Host + Token + string.Concat(Enumerable.Range(0, 110).Select(i => $"X{i}: 1\r\n")) + Type + Length + "\r\n" + Body },
        { "20,000 headers", 431, Start + Host + Token + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"X{i}: 1\r\n")) + Type + Length + "\r\n" + Body },
        { "a token of 1 MB", 431, Start + Host + "Authorization: Bearer " + new string('x', 1 << 20) + "\r\n" + Type + Length + "\r\n" + Body },
        { "a header of 40 kB", 431, Start + Host + Token + "X: " + new string('x', 40_000) + "\r\n" + Type + Length + "\r\n" + Body },
    };

    /// <summary>Kestrel takes these and has no switch against it.</summary>
    public static TheoryData<string, string, string, int[]> Accepted => new()
    {
        { "as our worker sends it", "that is the one form we mean", Good, [200] },
        { "scheme in lower case", "RFC 9110 §11.1 makes it so", Good.Replace("Bearer", "bearer", StringComparison.Ordinal), [200] },
        { "header names in capitals", "RFC 9110 §5.1 makes it so", Good.Replace("Content-Length", "CONTENT-LENGTH", StringComparison.Ordinal), [200] },
        {
            "a plus before the length", "Kestrel keeps the number only; without a proxy in between there is no second reading of it",
            Good.Replace("LENGTH", "+LENGTH", StringComparison.Ordinal), [200]
        },
        {
            "HTTP/1.0 with everything else right", "it closes after the answer, nothing more", Good.Replace("HTTP/1.1", "HTTP/1.0", StringComparison.Ordinal), [200]
        },
        { "a blank line before it", "RFC 9112 §2.2 makes it so", "\r\n" + Good, [200] },
        { "a lone line feed before it", "Kestrel takes it for a blank line; nothing has been read yet that could end there", "\n" + Good, [200] },
        {
            "two blanks before the version", "Kestrel drops them, and what is left is compared byte by byte",
            Good.Replace(" HTTP/1.1", "  HTTP/1.1", StringComparison.Ordinal), [200]
        },
        {
            "a header whose name is none", "it is one that nobody reads, whatever it looks like",
            Good.Replace(Type, "Transfer\u001fEncoding: chunked\r\n@\"Host: evil\r\n" + Type, StringComparison.Ordinal), [200]
        },
        { "two at once", "each needs the token, and they are answered one after the other", Good + Good, [200, 200] },
        { "bytes behind the body", "they are the start of a next request, which is refused on its own", Good + "trailing\r\n\r\n", [200, 400] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Is_refused(string what, int status, string request)
    {
        await using var test = await ServerUnderTest.StartAsync();
        var answer = await test.SendRawAsync(Fill(request, test));
        Assert.True(ServerUnderTest.Statuses(answer) is [var only] && only == status, $"{what}: {answer}");
        Assert.Equal(new Text("red"), test.Store.Load("web1")["colour"]);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_preface_of_HTTP2_gets_the_frame_that_says_HTTP1_only()
    {
        await using var test = await ServerUnderTest.StartAsync();
        var answer = await test.SendRawAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        Assert.Contains("\u0007", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("HTTP/1.1", answer, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task Is_accepted_because(string what, string reason, string request, int[] statuses)
    {
        await using var test = await ServerUnderTest.StartAsync();
        var answer = await test.SendRawAsync(Fill(request, test), answers: statuses.Length);
        Assert.True(ServerUnderTest.Statuses(answer).SequenceEqual(statuses), $"{what}, {reason}: {answer}");
        Assert.Equal(new Text("blue"), test.Store.Load("web1")["colour"]);
    }

    internal static string Fill(string request, ServerUnderTest test) => request
        .Replace("PORT", $"{test.Port}", StringComparison.Ordinal)
        .Replace("TOKEN", test.Token.Reveal(), StringComparison.Ordinal)
        .Replace("LENGTH", $"{Body.Length}", StringComparison.Ordinal)
        .Replace($"CONTENT-{Body.Length}", "CONTENT-LENGTH", StringComparison.Ordinal);
}
