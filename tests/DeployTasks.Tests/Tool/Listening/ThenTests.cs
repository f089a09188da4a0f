using System.Text;
using System.Text.Json;
using DeployTasks.Master.Listening;
using DeployTasks.Tests.Support;
using DeployTasks.Tool.Listening;
using DeployTasks.Wire;

namespace DeployTasks.Tests.Tool.Listening;

public sealed class ThenTests : IDisposable
{
    private const string Body = """{"id":"nightly-1","name":"nightly","state":"timed-out","exit":143}""" + "\nlast $(touch words)\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("dt-then").FullName;
    private readonly HeardCallback _callback = new(new Caller("web1", "nightly-1"), Encoding.UTF8.GetBytes(Body));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_command_gets_the_words_of_the_host_as_data()
    {
        var then = Then.Parse(
            $"exec:cd {_folder} && {{ echo \"$SCRIPT_HOST $SCRIPT_ID $SCRIPT_STATE $SCRIPT_EXIT\"; cat; }} > heard", new Dictionary<string, string>());

        Assert.Null(await then.TellAsync(_callback, CancellationToken.None));

        Assert.Equal("web1 nightly-1 timed-out 143\nlast $(touch words)\n", File.ReadAllText(Path.Combine(_folder, "heard")));
    }

    [Fact]
    public async Task A_command_that_fails_has_told_nobody() =>
        Assert.Contains("exit code 3", await Then.Parse("exec:exit 3", new Dictionary<string, string>()).TellAsync(_callback, CancellationToken.None));

    [Fact]
    public async Task A_command_that_is_given_up_is_ended()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        var reason = await Then.Parse("exec:sleep 60 | cat", new Dictionary<string, string>()).TellAsync(_callback, stop.Token);

        Assert.Contains("killed", reason);
    }

    [Fact]
    public void Words_that_are_no_status_are_an_unknown_end()
    {
        var end = ScriptEnd.Of(_callback with { Body = "garbage"u8.ToArray() });

        Assert.Equal(("web1", "nightly-1", "unknown", null, ""), (end.Host, end.Id, end.State, end.Exit, end.Log));
    }

    [Fact]
    public async Task GitHub_is_sent_one_repository_dispatch()
    {
        await using var github = HomeStub.Answering(204);

        Assert.Null(await Dispatch(github).TellAsync(_callback, CancellationToken.None));

        var request = await github.Request();
        Assert.StartsWith("POST /repos/octo/shop/dispatches HTTP/1.1\r\n", request);
        Assert.Contains("\r\nAuthorization: Bearer t0ken\r\n", request);
        using var json = JsonDocument.Parse(request[request.IndexOf('{')..]);
        Assert.Equal("deploytasks-script", json.RootElement.GetProperty("event_type").GetString());
        var payload = json.RootElement.GetProperty("client_payload");
        Assert.Equal("timed-out", payload.GetProperty("state").GetString());
        Assert.Equal(143, payload.GetProperty("exit").GetInt32());
        Assert.Equal("last $(touch words)\n", payload.GetProperty("log").GetString());
    }

    [Fact]
    public async Task An_exit_code_that_nobody_knows_is_sent_as_null()
    {
        await using var github = HomeStub.Answering(204);

        Assert.Null(await Dispatch(github).TellAsync(_callback with { Body = "garbage"u8.ToArray() }, CancellationToken.None));

        var request = await github.Request();
        using var json = JsonDocument.Parse(request[request.IndexOf('{')..]);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("client_payload").GetProperty("exit").ValueKind);
    }

    [Fact]
    public async Task GitHub_that_refuses_was_not_told()
    {
        await using var github = HomeStub.Answering(404);

        Assert.Contains("404", await Dispatch(github).TellAsync(_callback, CancellationToken.None));
    }

    [Theory]
    [InlineData('ä')]
    [InlineData('\u001b')]
    [InlineData('x')]
    public async Task A_log_is_cut_to_what_GitHub_takes(char letter)
    {
        await using var github = HomeStub.Answering(204);
        var log = new string(letter, 32 * 1024) + "end\n";

        Assert.Null(await Dispatch(github).TellAsync(_callback with { Body = Encoding.UTF8.GetBytes(Body + log) }, CancellationToken.None));

        var request = await github.Request();
        var json = request[request.IndexOf('{')..];
        Assert.InRange(json.Length, 16 * 1024, 64 * 1024 - 1);
        Assert.Contains("end", json);
    }

    [Fact]
    public async Task A_log_that_GitHub_refuses_does_not_keep_it_from_hearing_the_rest()
    {
        await using var github = HomeStub.Answering(422, 204);

        Assert.Null(await Dispatch(github).TellAsync(_callback, CancellationToken.None));

        Assert.Contains("touch words", await github.Request());
        var again = await github.Request();
        Assert.Contains("timed-out", again);
        Assert.DoesNotContain("touch words", again);
    }

    [Theory]
    [InlineData("exec:", "DT7019")]
    [InlineData("mail:me", "DT7019")]
    [InlineData("github-dispatch:shop", "DT7019")]
    [InlineData("github-dispatch:octo/shop", "DT7020")]
    public void What_it_cannot_do_is_said_before_it_listens(string then, string code) =>
        Assert.Equal(code, Assert.Throws<DeployException>(() => Then.Parse(then, new Dictionary<string, string>())).Errors[0].Code);

    private static ITeller Dispatch(HomeStub github) => Then.Parse("github-dispatch", new Dictionary<string, string>
    {
        ["GITHUB_REPOSITORY"] = "octo/shop",
        ["GITHUB_TOKEN"] = "t0ken",
        ["GITHUB_API_URL"] = $"http://127.0.0.1:{github.Port}",
    });
}
