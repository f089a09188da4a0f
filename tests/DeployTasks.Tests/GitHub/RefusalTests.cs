namespace DeployTasks.Tests.GitHub;

public class RefusalTests
{
    public static TheoryData<string, int, string, string> All() => [
        .. from client in Clients.Names
           from refusal in new (int Status, string Code, string Next)[]
           {
               (202, "DT8021", "deploy the merged commit"), (401, "DT8032", "not valid"),
               (403, "DT8022", "deployments: write"), (404, "DT8023", "does not reach"), (409, "DT8024", "checks"),
               (422, "DT8025", "pushed"),
           }
           select (client.Data, refusal.Status, refusal.Code, refusal.Next),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_GitHub_refuses_is_explained_and_not_tried_again(string client, int status, string code, string next)
    {
        await using var server = await ScriptedGitHub.StartAsync(Answer.Saying(status, "Words of GitHub", ("Location", "http://127.0.0.1:9/")));

        var error = await PatienceTests.RefusalAsync(client, server.Access());

        Assert.Equal((code, ExitCode.Done), (error.Code, error.Exit));
        Assert.Contains($"POST /repos/acme/shop/deployments: GitHub answered {status} 'Words of GitHub'", error.What);
        Assert.Contains(next, error.Next);
        Assert.DoesNotContain(ScriptedGitHub.Token, $"{error}");
        Assert.Single(server.Asked);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    public async Task A_redirect_is_not_followed_with_the_token(int status)
    {
        await using var elsewhere = await ScriptedGitHub.StartAsync();
        await using var server = await ScriptedGitHub.StartAsync(new Answer(status, "{}", ("Location", elsewhere.Url)));

        Assert.Equal("DT8023", (await PatienceTests.RefusalAsync("small", server.Access())).Code);
        Assert.Empty(elsewhere.Asked);
    }

    [Fact]
    public async Task What_exactly_was_wrong_is_said_too()
    {
        await using var server = await ScriptedGitHub.StartAsync(
            new Answer(422, """{"message":"Validation Failed","errors":[{"resource":"DeploymentStatus","code":"custom"}]}"""));

        Assert.Contains("\"resource\":\"DeploymentStatus\"", (await PatienceTests.RefusalAsync("small", server.Access())).What);
    }

    [Fact]
    public async Task A_page_of_a_proxy_is_not_shown()
    {
        await using var server = await ScriptedGitHub.StartAsync(new Answer(403, "<html>Blocked by the company</html>"));

        var error = await PatienceTests.RefusalAsync("small", server.Access());

        Assert.EndsWith("GitHub answered 403 'Forbidden'", error.What);
    }
}
