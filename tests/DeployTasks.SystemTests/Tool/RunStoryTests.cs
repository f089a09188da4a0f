using System.Text.RegularExpressions;

namespace DeployTasks.SystemTests.Tool;

/// <summary>Whole runs on this machine, from the recipe to what stands in the log and the exit code.</summary>
public class RunStoryTests
{
    private const string Recipe = """
        config:
          who: "{{alias}} in {{stage}}"
          stage: test
        hosts:
          web1: { connection: local }
          web2: { connection: local, stage: staging }
        tasks:
          mark:
            steps:
              - set: { own: "own-{{alias}}" }
          show:
            steps:
              - run: echo "{{own}} is {{who}}"
          break:
            select: web2
            steps:
              - set: { reason: disk }
                share: true
              - run: exit 42
          clean:
            steps:
              - info: "cleaning {{own}} because of {{reason}}"
        fail: { break: clean }
        """;

    [Fact]
    public async Task Each_host_keeps_what_its_own_task_has_set_and_resolves_shared_texts_for_itself()
    {
        using var tool = new ToolCommand(Recipe);

        var end = await tool.RunAsync("run", "mark", "show", "-v");

        Assert.True(end.Exit == 0, end.Output + end.Error);
        Assert.Contains("[web1] | own-web1 is web1 in test", end.Output);
        Assert.Contains("[web2] | own-web2 is web2 in staging", end.Output);
    }

    [Fact]
    public async Task A_command_that_exits_with_42_brings_the_failure_plan_which_sees_what_the_failed_task_has_set()
    {
        using var tool = new ToolCommand(Recipe);

        var end = await tool.RunAsync("run", "mark", "break", "show", "-v");

        Assert.True(end.Exit == 1, end.Output + end.Error);
        Assert.Contains("exit code 42", end.Output);
        Assert.Contains("cleaning own-web1 because of disk", end.Output);
        Assert.Contains("cleaning own-web2 because of disk", end.Output);
        Assert.DoesNotContain(" is web", end.Output);
    }

    [Fact]
    public async Task A_plan_says_what_would_run_where_and_runs_nothing()
    {
        using var tool = new ToolCommand(Recipe.Replace("- run: exit 42", "- run_locally: touch touched"));

        var end = await tool.RunAsync("plan", "mark", "break");

        Assert.True(end.Exit == 0, end.Output + end.Error);
        Assert.Contains(end.Lines, line => Regex.IsMatch(line, "^break +- +x"));
        Assert.False(File.Exists(tool.PathOf("touched")));
    }

    [Theory]
    [InlineData("mark", 0), InlineData("break", 1)]
    public async Task A_log_file_that_takes_nothing_is_told_and_changes_nothing(string task, int exit)
    {
        using var tool = new ToolCommand(Recipe);

        var end = await tool.RunAsync("run", task, "--log", "/dev/full");

        Assert.True(end.Exit == exit, end.Output + end.Error);
        Assert.Contains("DT9001", end.Output + end.Error);
    }

    [Theory]
    [InlineData("<&-"), InlineData(">&-"), InlineData("2>&-"), InlineData("<&- >&- 2>&-"), InlineData(">/dev/full")]
    public async Task A_closed_stream_or_a_full_disk_behind_it_changes_nothing(string redirection)
    {
        using var tool = new ToolCommand(Recipe);
        foreach (var (task, exit) in new (string, int)[] { ("mark", 0), ("break", 1) })
            Assert.Equal(exit, (await tool.RunInShellAsync($"run mark {task} {redirection}")).Exit);
    }
}
