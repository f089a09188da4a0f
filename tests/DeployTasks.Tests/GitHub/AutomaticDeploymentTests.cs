using DeployTasks.Tool.Options;

namespace DeployTasks.Tests.GitHub;

public class AutomaticDeploymentTests
{
    [Fact]
    public async Task A_job_that_has_the_permission_gets_a_deployment()
    {
        await using var scene = await ReportScene.StartAsync();

        await scene.RunAsync(ExitCode.Done, DeploymentMode.Auto);

        Assert.Equal(["42 in_progress", "42 success"], scene.Statuses);
    }

    [Fact]
    public async Task A_token_of_our_own_comes_first_and_is_enough()
    {
        await using var scene = await ReportScene.StartAsync();
        scene.Variables["DEPLOY_GITHUB_TOKEN"] = "ghs_our_own";

        await scene.RunAsync(ExitCode.Done, DeploymentMode.Auto);
        scene.Variables.Remove("GITHUB_TOKEN");
        await scene.RunAsync(ExitCode.Done, DeploymentMode.Auto);

        Assert.All(scene.Server.Asked, asked => Assert.EndsWith(" ghs_our_own", asked.Headers["Authorization"]));
        Assert.Equal(4, scene.Statuses.Count());
    }

    [Theory]
    [InlineData("GITHUB_ACTIONS")]
    [InlineData("GITHUB_TOKEN")]
    [InlineData("GITHUB_REPOSITORY")]
    public async Task Elsewhere_nothing_happens_and_nothing_is_said(string missing)
    {
        await using var scene = await ReportScene.StartAsync();
        scene.Variables.Remove(missing);

        await scene.RunAsync(ExitCode.Done, DeploymentMode.Auto);

        Assert.Empty(scene.Server.Asked);
        Assert.Empty(scene.Warnings);
    }

    [Theory]
    [InlineData("deploy", true)]
    [InlineData("deploy:publish", true)]
    [InlineData("migrate", false)]
    [InlineData("deploy:prepare", false)]
    public async Task Only_what_deploys_is_a_deployment(string task, bool isOne)
    {
        await using var scene = await ReportScene.StartAsync();

        await scene.RunAsync(ExitCode.Done, DeploymentMode.Auto, task);

        Assert.Equal(isOne, scene.Statuses.Any());
    }

    [Theory]
    [InlineData("8c7d6e5", "\"\"", false)]
    [InlineData("8c7d6e5", "{}", false)]
    [InlineData("another", "\"\"", true)]
    [InlineData("8c7d6e5", """{"release":"r1"}""", true)]
    public async Task The_deployment_that_environment_made_of_this_commit_is_left_alone(string sha, string payload, bool makesOne)
    {
        await using var scene = await ReportScene.StartAsync(
            new Answer(200, $$"""[{"id":7,"sha":"{{sha}}","payload":{{payload}}}]"""));

        await scene.RunAsync(ExitCode.Done, DeploymentMode.Auto);

        Assert.Equal(makesOne, scene.Statuses.Any());
        Assert.Equal(makesOne, scene.Output.Length > 0);
    }

    [Fact]
    public async Task Without_the_permission_nobody_asked_for_it()
    {
        await using var scene = await ReportScene.StartAsync(Answer.Saying(403, "Resource not accessible by integration"));

        await scene.RunAsync(ExitCode.Done, DeploymentMode.Auto);

        Assert.Empty(scene.Warnings);
        Assert.Empty(scene.Statuses);
    }

    [Fact]
    public async Task Other_trouble_is_a_warning()
    {
        await using var scene = await ReportScene.StartAsync(Answer.Saying(404, "Not Found"));

        await scene.RunAsync(ExitCode.Done, DeploymentMode.Auto);

        Assert.Equal("DT8023", Assert.Single(scene.Warnings).Code);
    }
}
