using System.Net;
using System.Text;
using DeployTasks.GitHub;
using DeployTasks.Tests.GitHub;

namespace DeployTasks.SystemTests.GitHub.OpenApi;

/// <summary>What we send and read, judged by GitHub's own description of its API.</summary>
public sealed class OpenApiTests(PrismServer prism) : IClassFixture<PrismServer>
{
    private static readonly NewDeployment New =
        new("8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c9d", "production", new("20261122.1")) { Description = "deploy: 20261122.1" };

    public static TheoryData<string> All => Clients.Names;

    [Fact]
    public async Task Every_call_of_ours_is_understood_and_its_answer_read()
    {
        using var github = new GitHubClient(prism.Access);

        Assert.True(await github.CreateDeploymentAsync(New, CancellationToken.None) > 0);
        await github.AddStatusAsync(1, new(DeploymentState.Success), CancellationToken.None);
        Assert.NotEmpty(await github.DeploymentsAsync("production", CancellationToken.None));
        Assert.NotEmpty(await github.CommentsAsync(1, CancellationToken.None));
        await github.AddCommentAsync(1, "a plan", CancellationToken.None);
        await github.UpdateCommentAsync(1, "a plan", CancellationToken.None);
    }

    // Octokit posts another content type, which no description knows: its bodies are judged as what they are, JSON.
    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_body_that_a_client_can_send_fits(string client)
    {
        await using var recorder = await ScriptedGitHub.StartAsync();
        using var github = Clients.Of(client, recorder.Access());
        await github.CreateDeploymentAsync(New, CancellationToken.None);
        await github.CreateDeploymentAsync(New with { Description = "" }, CancellationToken.None);
        foreach (var status in Statuses())
            await github.AddStatusAsync(1, status, CancellationToken.None);
        await github.AddCommentAsync(1, "a plan", CancellationToken.None);
        await github.UpdateCommentAsync(1, "a plan", CancellationToken.None);

        Assert.Equal(2 + (5 * 8) + 2, recorder.Asked.Count);
        foreach (var asked in recorder.Asked)
        {
            var (status, said) = await SendAsync(asked.Method, asked.Path, asked.Body);
            Assert.True(status == (asked.Method == "PATCH" ? HttpStatusCode.OK : HttpStatusCode.Created), $"{asked.Body}\n{(int)status} {said}");
        }
    }

    [Theory]
    [InlineData("deployments", """{"auto_merge":false}""")]
    [InlineData("deployments", """{"ref":"8c7d6e5","auto_merge":"no"}""")]
    [InlineData("deployments", """{"ref":"8c7d6e5","required_contexts":"none"}""")]
    [InlineData("deployments", """{"ref":"8c7d6e5","autoMerge":false}""")]
    [InlineData("deployments/1/statuses", """{"state":"running"}""")]
    [InlineData("deployments/1/statuses", """{"state":"success","logUrl":"https://x"}""")]
    [InlineData("deployments/1/statuses", """{"log_url":"https://x"}""")]
    [InlineData("issues/1/comments", """{"text":"a plan"}""")]
    public async Task The_judge_is_strict(string path, string body)
    {
        var (status, said) = await SendAsync("POST", $"/repos/acme/shop/{path}", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("\"validation\"", said);
    }

    private static IEnumerable<DeploymentStatus> Statuses() =>
        from state in Enum.GetValues<DeploymentState>()
        from log in new[] { null, "https://github.com/acme/shop/actions/runs/99/attempts/2" }
        from url in new[] { null, "https://shop.example" }
        from description in new[] { "", new string('x', 300) }
        select new DeploymentStatus(state) { LogUrl = log, EnvironmentUrl = url, Description = description };

    private async Task<(HttpStatusCode Status, string Said)> SendAsync(string method, string path, string body)
    {
        using var client = new HttpClient { BaseAddress = prism.Url };
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
