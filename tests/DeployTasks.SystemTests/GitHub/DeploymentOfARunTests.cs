using System.Diagnostics;
using DeployTasks.SystemTests.Master;
using DeployTasks.Tests.GitHub;

namespace DeployTasks.SystemTests.GitHub;

/// <summary>The real tool, run as a step of a job, and what GitHub hears of it.</summary>
public class DeploymentOfARunTests
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    [Fact]
    public async Task A_run_becomes_a_deployment_and_the_token_is_shown_nowhere()
    {
        await using var github = await ScriptedGitHub.StartAsync();
        await using var run = new ToolRun();
        run.Start(ToolRun.LocalRecipe("""'echo "I know $GITHUB_TOKEN"'"""), ["--deployment", "api"], info => Join(info, github));

        Assert.Equal(0, await run.EndAsync());

        Assert.Equal(["in_progress", "success"], States(github));
        Assert.Equal("production", (string)github.Asked[0].Json["environment"]!);
        Assert.Contains("I know", run.Output);
        Assert.DoesNotContain(ScriptedGitHub.Token, run.Output);
    }

    [Fact]
    public async Task GitHub_may_call_the_environment_otherwise_than_the_recipe()
    {
        await using var github = await ScriptedGitHub.StartAsync();
        await using var run = new ToolRun();
        run.Start(ToolRun.LocalRecipe("true"), ["--deployment", "api", "--deployment-environment", "shop (staging)"], info => Join(info, github));

        Assert.Equal(0, await run.EndAsync());

        Assert.Equal("shop (staging)", (string)github.Asked[0].Json["environment"]!);
    }

    [Fact]
    public async Task A_step_that_fails_is_a_failure()
    {
        await using var github = await ScriptedGitHub.StartAsync();
        await using var run = new ToolRun();
        run.Start(ToolRun.LocalRecipe("exit 3"), ["--deployment", "api"], info => Join(info, github));

        Assert.Equal(1, await run.EndAsync());

        Assert.Equal(["in_progress", "failure"], States(github));
    }

    [Theory]
    [InlineData(Interrupt, 130)]
    [InlineData(Terminate, 143)]
    public async Task A_cancel_is_the_last_status_and_the_run_ends_in_time(int signal, int exit)
    {
        await using var github = await ScriptedGitHub.StartAsync();
        await using var run = new ToolRun();
        run.Start(ToolRun.LocalRecipe("sleep MARKER"), ["--deployment", "api"], info => Join(info, github));
        await run.UntilMarkedAsync(3);
        await run.UntilAsync(() => States(github).Any());
        var watch = Stopwatch.StartNew();

        run.Signal(signal);

        Assert.Equal(exit, await run.EndAsync());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"it took {watch.Elapsed}");
        Assert.Equal(["in_progress", "error"], States(github));
    }

    [Fact]
    public async Task A_GitHub_that_hangs_does_not_hold_a_cancelled_run()
    {
        await using var github = await ScriptedGitHub.StartAsync();
        github.Always = _ => Answer.Never;
        await using var run = new ToolRun();
        run.Start(ToolRun.LocalRecipe("sleep MARKER"), ["--deployment", "api"], info => Join(info, github));
        await run.UntilMarkedAsync(3);
        var watch = Stopwatch.StartNew();

        run.Signal(Interrupt);

        Assert.Equal(130, await run.EndAsync());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(6), $"it took {watch.Elapsed}");
        Assert.Contains("warn DT8028: ", run.Output);
    }

    [Fact]
    public async Task A_GitHub_that_refuses_does_not_fail_a_run()
    {
        await using var github = await ScriptedGitHub.StartAsync(Answer.Saying(403, "Resource not accessible by integration"));
        await using var run = new ToolRun();
        run.Start(ToolRun.LocalRecipe("true"), ["--deployment", "api"], info => Join(info, github));

        Assert.Equal(0, await run.EndAsync());

        Assert.Contains("warn DT8022: ", run.Output);
    }

    private static IEnumerable<string> States(ScriptedGitHub github) => github.Asked
        .Where(asked => asked.Path.EndsWith("/statuses", StringComparison.Ordinal)).Select(asked => (string)asked.Json["state"]!);

    private static void Join(ProcessStartInfo info, ScriptedGitHub github)
    {
        info.Environment["GITHUB_API_URL"] = github.Url;
        info.Environment["GITHUB_TOKEN"] = ScriptedGitHub.Token;
        info.Environment["GITHUB_REPOSITORY"] = "acme/shop";
        info.Environment["GITHUB_SHA"] = "8c7d6e5";
    }
}
