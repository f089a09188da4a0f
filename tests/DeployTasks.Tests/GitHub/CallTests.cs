using System.Text.Json.Nodes;
using DeployTasks.GitHub;

namespace DeployTasks.Tests.GitHub;

public class CallTests
{
    private static readonly NewDeployment New = new("8c7d6e5", "production", new("20261122.1")) { Description = "Release 20261122.1" };

    public static TheoryData<string> All => Clients.Names;

    public static TheoryData<string, DeploymentState, string> AllStates() => [
        .. from client in Clients.Names
           from state in new (DeploymentState, string)[]
           {
               (DeploymentState.InProgress, "in_progress"), (DeploymentState.Success, "success"), (DeploymentState.Failure, "failure"),
               (DeploymentState.Error, "error"), (DeploymentState.Inactive, "inactive"),
           }
           select (client.Data, state.Item1, state.Item2),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_deployment_is_made_of_the_commit_merges_nothing_and_waits_for_no_check(string client)
    {
        await using var server = await ScriptedGitHub.StartAsync();
        using var github = Clients.Of(client, server.Access());

        Assert.Equal(42, await github.CreateDeploymentAsync(New, CancellationToken.None));

        Assert.Equal(("POST", "/repos/acme/shop/deployments"), (server.Only.Method, server.Only.Path));
        Assert.True(JsonNode.DeepEquals(server.Only.Json, JsonNode.Parse("""
            {
              "ref": "8c7d6e5", "task": "deploy", "auto_merge": false, "required_contexts": [], "environment": "production",
              "description": "Release 20261122.1", "payload": { "release": "20261122.1" }
            }
            """)), server.Only.Body);
    }

    [Theory]
    [MemberData(nameof(AllStates))]
    public async Task A_status_says_state_log_and_address(string client, DeploymentState state, string name)
    {
        await using var server = await ScriptedGitHub.StartAsync();
        using var github = Clients.Of(client, server.Access());

        await github.AddStatusAsync(
            42, new(state) { Description = "all is well", LogUrl = "https://x/log", EnvironmentUrl = "https://shop" }, CancellationToken.None);

        Assert.Equal(("POST", "/repos/acme/shop/deployments/42/statuses"), (server.Only.Method, server.Only.Path));
        Assert.True(JsonNode.DeepEquals(server.Only.Json, new JsonObject
        {
            ["state"] = name,
            ["description"] = "all is well",
            ["log_url"] = "https://x/log",
            ["environment_url"] = "https://shop",
        }), server.Only.Body);
    }

    [Fact]
    public void A_description_is_cut_to_what_GitHub_takes()
    {
        Assert.Equal(140, new DeploymentStatus(DeploymentState.Success) { Description = new string('x', 141) }.Description.Length);
        Assert.Equal(140, new DeploymentStatus(DeploymentState.Success) { Description = new string('x', 140) }.Description.TrimEnd('…').Length);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Deployments_are_asked_for_by_environment_and_only_ours_have_a_release(string client)
    {
        await using var server = await ScriptedGitHub.StartAsync(new Answer(200, """
            [
              {"id":3,"sha":"c","payload":{"release":"r3"}}, {"id":2,"sha":"b","payload":""},
              {"id":1,"sha":"a","payload":{"release":7}}, {"id":0,"sha":"a","payload":{}}
            ]
            """));
        using var github = Clients.Of(client, server.Access());

        var found = await github.DeploymentsAsync("review app", CancellationToken.None);

        Assert.Equal([new(3, "c", "r3"), new(2, "b", null), new(1, "a", null), new(0, "a", null)], found);
        Assert.Equal("/repos/acme/shop/deployments", server.Only.Path);
        Assert.Contains("environment=review%20app", server.Only.Query);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Comments_are_read_page_by_page_and_strangers_are_told_apart(string client)
    {
        var next = ("Link", "<REST/repos/acme/shop/issues/5/comments?per_page=100&page=2>; rel=\"next\"");
        await using var server = await ScriptedGitHub.StartAsync();
        server.Always = asked => asked.Query.Contains("page=2", StringComparison.Ordinal)
            ? new Answer(200, Page(101, 3))
            : new Answer(200, Page(1, 100), (next.Item1, next.Item2.Replace("REST", server.Url)));
        using var github = Clients.Of(client, server.Access());

        var comments = await github.CommentsAsync(5, CancellationToken.None);

        Assert.Equal(Enumerable.Range(1, 103).Select(id => (long)id), comments.Select(comment => comment.Id));
        Assert.All(comments, comment => Assert.Equal(comment.Id % 4 != 3, comment.IsTrusted));
        Assert.Equal("says 7", comments[6].Body);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_comment_is_added_and_changed(string client)
    {
        await using var server = await ScriptedGitHub.StartAsync();
        using var github = Clients.Of(client, server.Access());

        await github.AddCommentAsync(5, "first", CancellationToken.None);
        await github.UpdateCommentAsync(77, "second", CancellationToken.None);

        Assert.Equal(
            [("POST", "/repos/acme/shop/issues/5/comments", "first"), ("PATCH", "/repos/acme/shop/issues/comments/77", "second")],
            server.Asked.Select(asked => (asked.Method, asked.Path, (string)asked.Json["body"]!)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_Enterprise_Server_is_spoken_to_below_its_own_path(string client)
    {
        await using var server = await ScriptedGitHub.StartAsync();
        using var github = Clients.Of(client, server.Access("/ghes/api/v3"));

        await github.CreateDeploymentAsync(New, CancellationToken.None);
        await github.DeploymentsAsync("production", CancellationToken.None);

        Assert.All(server.Asked, asked => Assert.Equal("/ghes/api/v3/repos/acme/shop/deployments", asked.Path));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_call_says_who_asks_and_how_long_it_is(string client)
    {
        await using var server = await ScriptedGitHub.StartAsync();
        using var github = Clients.Of(client, server.Access());

        await github.CreateDeploymentAsync(New, CancellationToken.None);

        Assert.Equal($"Bearer {ScriptedGitHub.Token}", server.Only.Headers["Authorization"]);
        Assert.StartsWith("DeployTasks", server.Only.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Equal($"{server.Only.Body.Length}", server.Only.Headers["Content-Length"]);
    }

    // Bot, owner, passer-by (a contributor), collaborator.
    private static string Page(int first, int count) => new JsonArray(
    [
        .. Enumerable.Range(first, count).Select(id => new JsonObject
        {
            ["id"] = id,
            ["body"] = $"says {id}",
            ["user"] = new JsonObject { ["login"] = "x", ["type"] = id % 4 == 1 ? "Bot" : "User" },
            ["author_association"] = (id % 4) switch { 1 => "NONE", 2 => "OWNER", 3 => "CONTRIBUTOR", _ => "COLLABORATOR" },
        }),
    ]).ToJsonString();
}
