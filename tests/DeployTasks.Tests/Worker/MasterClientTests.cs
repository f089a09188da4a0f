using System.Collections.Immutable;
using DeployTasks.Prompts;
using DeployTasks.Recipes;
using DeployTasks.Tests.Master.Server;
using DeployTasks.Wire;
using DeployTasks.Worker;

namespace DeployTasks.Tests.Worker;

public class MasterClientTests
{
    [Fact]
    public async Task A_request_names_the_literal_address_and_carries_the_token()
    {
        await using var server = new RawServer(RawServer.Ok("""{"settings":{"a":"1"}}"""));
        using var client = Client(server);
        Assert.Equal(new Text("1"), client.Load().Settings["a"]);
        Assert.Equal(
            $"POST /load HTTP/1.1\r\nHost: 127.0.0.1:{server.Port}\r\nAuthorization: Bearer t0ken\r\n" +
            "Content-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"host\":\"web1\"}",
            Assert.Single(server.Requests));
    }

    [Fact]
    public async Task All_requests_use_one_connection()
    {
        await using var server = new RawServer(RawServer.Ok("""{"settings":{}}"""), RawServer.Ok("{}"), RawServer.Ok("""{"answer":"x"}"""));
        using var client = Client(server);
        client.Load();
        client.Save(new SaveRequest("web1", ImmutableSortedDictionary<string, Value>.Empty.Add("a", new Text("1")), ImmutableSortedDictionary<string, Value>.Empty));
        Assert.Equal("x", client.Ask(new Question(QuestionKind.Hidden, "pin", "Pin?")));
        Assert.Contains("askHiddenResponse", server.Requests[2]);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_large_answer_arrives_whole()
    {
        var text = new string('x', 300_000);
        await using var server = new RawServer(RawServer.Ok("{\"settings\":{\"a\":\"" + text + "\"}}"), RawServer.Ok("""{"settings":{"a":"2"}}"""));
        using var client = Client(server);
        Assert.Equal(new Text(text), client.Load().Settings["a"]);
        Assert.Equal(new Text("2"), client.Load().Settings["a"]);
    }

    [Theory]
    [InlineData("/load", 403, "DT3042", ExitCode.Internal)]
    [InlineData("/load", 500, "DT3042", ExitCode.Internal)]
    [InlineData("/save", 403, "DT3043", ExitCode.StepFailed)]
    [InlineData("/proxy", 403, "DT3044", ExitCode.Internal)]
    [InlineData("/proxy", 409, "DT6040", ExitCode.Unanswered)]
    public async Task A_status_other_than_200_is_an_error_and_never_a_setting(string path, int status, string code, ExitCode exit)
    {
        await using var server = new RawServer($"HTTP/1.1 {status} No\r\nContent-Length: 24\r\n\r\n{{\"error\":\"so it is not\"}}");
        using var client = Client(server);
        var error = Assert.Single(Assert.Throws<DeployException>(() => Call(client, path)).Errors);
        Assert.Equal(code, error.Code);
        Assert.Equal(exit, error.Exit);
        Assert.Contains("so it is not", error.What);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n{}")]
    [InlineData("HTTP/1.1 20x OK\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("HTTP/2 200 OK\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"error\":\"no!\"}")]
    [InlineData("HTTP/1.1 403 No\r\nContent-Length: 9\r\n\r\nForbidden")]
    public async Task An_answer_that_is_none_means_that_the_master_is_lost(string answer)
    {
        await using var server = new RawServer(answer);
        using var client = Client(server);
        Assert.Throws<MasterLostException>(client.Load);
    }

    [Fact]
    public async Task An_endless_head_is_not_read()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nX: " + new string('x', 20_000));
        using var client = Client(server);
        Assert.Throws<MasterLostException>(client.Load);
    }

    [Fact]
    public async Task Nobody_at_the_port_means_that_the_master_is_lost()
    {
        int port;
        await using (var server = new RawServer())
        {
            port = server.Port;
        }
        using var client = new MasterClient(new WorkerOptions(port, "web1", "t0ken"));
        Assert.Throws<MasterLostException>(client.Load);
    }

    [Fact]
    public async Task After_a_no_the_master_hangs_up_and_may_be_called_again()
    {
        await using var server = new RawServer(
            "HTTP/1.1 409 No\r\nConnection: close\r\nContent-Length: 14\r\n\r\n{\"error\":\"no\"}", RawServer.Ok("{}"));
        using var client = Client(server);
        Assert.Throws<DeployException>(() => Call(client, "/proxy"));
        Call(client, "/save");
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task Who_is_turned_away_before_a_word_calls_again()
    {
        await using var server = new RawServer("", "", RawServer.Ok("""{"settings":{"a":"1"}}"""));
        using var client = Client(server);
        Assert.Equal(new Text("1"), client.Load().Settings["a"]);
        Assert.Equal(3, server.Connections);
    }

    [Fact]
    public async Task A_connection_that_was_let_in_and_breaks_is_not_made_again()
    {
        await using var server = new RawServer(RawServer.Ok("""{"settings":{}}"""), "", RawServer.Ok("{}"));
        using var client = Client(server);
        client.Load();
        Assert.Throws<MasterLostException>(() => Call(client, "/save"));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_question_that_is_open_when_the_run_is_ended_ends_as_the_run_does()
    {
        await using var test = await ServerUnderTest.StartAsync(
            new Answering((_, _) => AnswerResult.Failed("", Errors.Cancelled(ExitCode.TimedOut))));
        using var client = new MasterClient(new WorkerOptions(test.Port, "web1", test.Token.Reveal()));
        var error = Assert.Throws<DeployException>(() => Call(client, "/proxy")).Errors[0];
        Assert.Equal(("DT5025", ExitCode.TimedOut), (error.Code, error.Exit));
    }

    [Fact]
    public async Task Settings_that_are_too_long_for_one_save_are_named_as_that()
    {
        await using var test = await ServerUnderTest.StartAsync();
        using var client = new MasterClient(new WorkerOptions(test.Port, "web1", test.Token.Reveal()));
        var changed = ImmutableSortedDictionary<string, Value>.Empty.Add("big", Text.Literal(new string('x', 1024 * 1024)));
        var error = Assert.Throws<DeployException>(() =>
            client.Save(new SaveRequest("web1", changed, ImmutableSortedDictionary<string, Value>.Empty))).Errors[0];
        Assert.Equal(("DT3045", ExitCode.StepFailed), (error.Code, error.Exit));
        Assert.Contains("1 MiB", error.What);
    }

    private static MasterClient Client(RawServer server) => new(new WorkerOptions(server.Port, "web1", "t0ken"));

    private static void Call(MasterClient client, string path)
    {
        switch (path)
        {
            case "/load":
                client.Load();
                break;
            case "/save":
                client.Save(new SaveRequest("web1", ImmutableSortedDictionary<string, Value>.Empty, ImmutableSortedDictionary<string, Value>.Empty));
                break;
            default:
                client.Ask(new Question(QuestionKind.Ask, "branch", "Branch?"));
                break;
        }
    }
}
