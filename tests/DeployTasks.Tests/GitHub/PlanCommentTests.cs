using System.Text.Json;
using DeployTasks.Tool;
using DeployTasks.Tool.GitHub;

namespace DeployTasks.Tests.GitHub;

public sealed class PlanCommentTests : IDisposable
{
    private const string Recipe = """
        hosts:
          web1: { connection: local }
        tasks:
          hello:
            steps: [{ run: "true" }]
        environments:
          staging: {}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dt-comment-");
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly Dictionary<string, string> _variables = new()
    {
        ["GITHUB_TOKEN"] = ScriptedGitHub.Token,
        ["GITHUB_REPOSITORY"] = "acme/shop",
        ["GITHUB_REF"] = "refs/pull/5/merge",
    };

    public PlanCommentTests() => File.WriteAllText(Path.Combine(_folder.FullName, "deploy.yaml"), Recipe);

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _out.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task The_plan_becomes_a_comment_of_the_pull_request()
    {
        await using var server = await ScriptedGitHub.StartAsync();

        await PlanAsync(server);

        var comment = server.Asked[^1];
        Assert.Equal(("POST", "/repos/acme/shop/issues/5/comments"), (comment.Method, comment.Path));
        Assert.Matches("^<!-- deploytasks-plan [0-9a-f]{16} -->\n", (string)comment.Json["body"]!);
        Assert.Contains($"```text\n{_out.ToString().TrimEnd()}\n```", (string)comment.Json["body"]!);
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task Our_own_comment_is_kept_up_to_date()
    {
        await using var server = await ScriptedGitHub.StartAsync();
        await PlanAsync(server);
        var first = (string)server.Asked[^1].Json["body"]!;
        server.Always = asked => asked.Method == "GET" ? Comments((3, "hello", "Bot", "NONE"), (7, first, "Bot", "NONE")) : null;

        await PlanAsync(server);

        Assert.Equal(("PATCH", "/repos/acme/shop/issues/comments/7"), (server.Asked[^1].Method, server.Asked[^1].Path));
    }

    [Fact]
    public async Task A_comment_that_a_passer_by_wrote_with_our_mark_is_not_ours()
    {
        await using var server = await ScriptedGitHub.StartAsync();
        await PlanAsync(server);
        var first = (string)server.Asked[^1].Json["body"]!;
        server.Always = asked => asked.Method == "GET" ? Comments((7, first, "User", "CONTRIBUTOR")) : null;

        await PlanAsync(server);

        Assert.Equal("POST", server.Asked[^1].Method);
    }

    [Fact]
    public async Task The_plan_of_another_environment_has_a_comment_of_its_own()
    {
        await using var server = await ScriptedGitHub.StartAsync();
        await PlanAsync(server);
        var first = (string)server.Asked[^1].Json["body"]!;
        server.Always = asked => asked.Method == "GET" ? Comments((7, first, "Bot", "NONE")) : null;

        await PlanAsync(server, "-e", "staging");

        Assert.Equal("POST", server.Asked[^1].Method);
        Assert.NotEqual(first.Split('\n')[0], ((string)server.Asked[^1].Json["body"]!).Split('\n')[0]);
    }

    [Theory]
    [InlineData("""{"pull_request":{"number":12}}""", 12)]
    [InlineData("""{"issue":{"number":13,"pull_request":{"url":"x"}}}""", 13)]
    [InlineData("""{"issue":{"number":14}}""", 5)]
    public async Task The_event_says_which_pull_request(string happened, int number)
    {
        await using var server = await ScriptedGitHub.StartAsync();
        _variables["GITHUB_EVENT_PATH"] = Path.Combine(_folder.FullName, "event.json");
        await File.WriteAllTextAsync(_variables["GITHUB_EVENT_PATH"], happened);

        await PlanAsync(server);

        Assert.Equal($"/repos/acme/shop/issues/{number}/comments", server.Asked[^1].Path);
    }

    [Fact]
    public async Task Without_a_pull_request_the_plan_is_printed_all_the_same()
    {
        await using var server = await ScriptedGitHub.StartAsync();
        _variables["GITHUB_REF"] = "refs/heads/main";

        await PlanAsync(server);

        Assert.Contains("warn DT8030: ", _error.ToString());
        Assert.Contains("hello", _out.ToString());
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task A_GitHub_that_refuses_is_a_warning()
    {
        await using var server = await ScriptedGitHub.StartAsync(Answer.Saying(403, "Resource not accessible by integration\n::error::forged"));

        await PlanAsync(server);

        Assert.Contains("warn DT8022: ", _error.ToString());
        Assert.Contains("pull-requests: write", _error.ToString());
        Assert.DoesNotContain("\n::error::", _error.ToString());
    }

    [Fact]
    public async Task Nothing_a_recipe_says_is_markup()
    {
        string[] hostile = ["@everyone ``` <img src=x> <!-- --> [link](javascript:1)", "````", "\u001b[31mred\u202e"];
        await using var server = await ScriptedGitHub.StartAsync();
        using var github = Clients.Of("small", server.Access());

        await new PlanComment(github, ["deploy.yaml"]).PutAsync(5, hostile, CancellationToken.None);

        var lines = ((string)server.Asked[^1].Json["body"]!).TrimEnd('\n').Split('\n');
        Assert.Equal("`````text", lines[3]);
        Assert.Equal("`````", lines[^1]);
        Assert.Equal([hostile[0], hostile[1], "red\\u202e"], lines[4..^1]);
    }

    [Fact]
    public async Task A_plan_that_GitHub_would_refuse_for_its_length_is_cut()
    {
        await using var server = await ScriptedGitHub.StartAsync();
        using var github = Clients.Of("small", server.Access());

        await new PlanComment(github, []).PutAsync(5, [.. Enumerable.Repeat(new string('x', 99), 5000)], CancellationToken.None);

        var body = (string)server.Asked[^1].Json["body"]!;
        Assert.InRange(body.Length, 50_000, 65_536);
        Assert.Contains("\n... 4400 more lines; the log of the job has them all ...\n```", body);
    }

    private static Answer Comments(params (int Id, string Body, string Type, string Association)[] comments) => new(200,
        JsonSerializer.Serialize(comments.Select(one => new
        {
            id = one.Id,
            body = one.Body,
            user = new { login = "x", type = one.Type },
            author_association = one.Association,
        })));

    private async Task PlanAsync(ScriptedGitHub server, params string[] more)
    {
        _out.GetStringBuilder().Clear();
        _variables["GITHUB_API_URL"] = server.Url;
        var here = new Surroundings(_out, _error, _folder.FullName) { Environment = _variables };
        Assert.Equal(0, await CommandLine.RunAsync(["plan", "hello", "--comment", .. more], here));
    }
}
