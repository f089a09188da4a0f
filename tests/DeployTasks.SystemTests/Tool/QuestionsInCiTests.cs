using System.Diagnostics;

namespace DeployTasks.SystemTests.Tool;

public class QuestionsInCiTests
{
    private const string Recipe = """
        hosts:
          web1: { connection: local }
        tasks:
          ask:
            steps:
              - run: touch touched
                cwd: "{{folder}}"
              - ask: Which branch?
                key: branch
              - secret: Password?
                key: password
              - run: echo "{{branch}}:{{password}}"
        """;

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public async Task Without_answers_the_run_ends_at_once_with_one_list_and_no_host_is_touched(string? input)
    {
        using var tool = new ToolCommand(Recipe) { Input = input };
        var watch = Stopwatch.StartNew();

        var end = await tool.RunAsync("run", "ask", "-o", $"folder={tool.PathOf("")}");

        Assert.Equal(5, end.Exit);
        Assert.Contains("DEPLOY_ANSWER_BRANCH", end.Error);
        Assert.Contains("DEPLOY_ANSWER_PASSWORD", end.Error);
        Assert.False(File.Exists(tool.PathOf("touched")));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task Answers_come_from_the_environment_and_hidden_ones_are_masked_everywhere_but_in_the_log()
    {
        using var tool = new ToolCommand(Recipe);
        tool.Environment["DEPLOY_ANSWER_BRANCH"] = "main";
        tool.Environment["DEPLOY_ANSWER_PASSWORD"] = "hunter22";

        var end = await tool.RunAsync("run", "ask", "-o", $"folder={tool.PathOf("")}", "-vvv", "--log", "deploy.log");

        Assert.True(end.Exit == 0, end.Output + end.Error);
        Assert.Contains("[web1] | main:***", end.Output);
        Assert.DoesNotContain("hunter22", end.Output + end.Error);
        Assert.Contains("\nmain:hunter22\n", await File.ReadAllTextAsync(tool.PathOf("deploy.log")));
    }

    [Fact]
    public async Task Interactive_always_does_not_wait_for_a_pipe_either()
    {
        using var tool = new ToolCommand(Recipe) { Input = null };

        Assert.Equal(5, (await tool.RunAsync("run", "ask", "-o", "folder=.", "--interactive", "always")).Exit);
    }
}
