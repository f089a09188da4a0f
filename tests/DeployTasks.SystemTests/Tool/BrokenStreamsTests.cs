namespace DeployTasks.SystemTests.Tool;

/// <summary>Streams that are closed or lead to a full disk, of commands that do not run anything (faults.md §4.1, 23).</summary>
public class BrokenStreamsTests
{
    private const string Recipe = """
        hosts:
          web1: { connection: local, deploy_path: "{{folder}}" }
        tasks:
          work: { steps: [echo hi] }
        """;

    [Theory]
    [InlineData("plan work >/dev/full")]
    [InlineData("validate >&-")]
    [InlineData("--help >/dev/full")]
    [InlineData("status -o folder=/tmp/nothing/here >/dev/full")]
    public async Task A_command_whose_answer_cannot_be_printed_has_failed_and_that_is_no_fault_of_ours(string line)
    {
        using var tool = new ToolCommand(Recipe);

        var end = await tool.RunInShellAsync(line);

        Assert.Equal(1, end.Exit);
        Assert.Contains("error DT9002: Standard output cannot be written: ", end.Error);
    }

    [Theory]
    [InlineData("run nothing 2>&-")]
    [InlineData("run nothing 2>/dev/full")]
    [InlineData("run nothing --output json >/dev/full")]
    [InlineData("run nothing --output github >&- 2>&-")]
    public async Task A_mistake_that_nobody_can_be_told_of_keeps_its_exit_code(string line)
    {
        using var tool = new ToolCommand(Recipe);

        Assert.Equal(2, (await tool.RunInShellAsync(line)).Exit);
    }

    [Theory]
    [InlineData("exec true >/dev/full", "console")]
    [InlineData("exec true --output json >/dev/full", "json")]
    [InlineData("exec true --output github >/dev/full", "github")]
    [InlineData("exec true >&-", "console")]
    [InlineData("exec true --output json >&-", "json")]
    public async Task A_run_whose_story_cannot_be_printed_keeps_its_exit_code_and_says_so_on_stderr(string line, string output)
    {
        using var tool = new ToolCommand(Recipe);

        var end = await tool.RunInShellAsync(line + " -o folder=/tmp/nothing/here");

        Assert.Equal(0, end.Exit);
        Assert.Single(end.Error.Split('\n'), said => said.StartsWith($"warn DT8001: The output {output} stopped working: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_id_of_a_script_that_was_started_stands_on_stderr_when_stdout_is_full()
    {
        using var tool = new ToolCommand(Recipe);
        await File.WriteAllTextAsync(tool.PathOf("work.sh"), "exit 0\n", TestContext.Current.CancellationToken);

        var end = await tool.RunInShellAsync($"script start work.sh -o folder={tool.PathOf("app")} -o scripts_path={tool.PathOf("jobs")} >/dev/full");

        Assert.Equal(1, end.Exit);
        Assert.Matches(@"(?m)^work-[0-9a-f]{12}$", end.Error);
    }

    [Fact]
    public async Task A_warning_that_nobody_can_be_told_of_does_not_stop_a_run()
    {
        using var tool = new ToolCommand(Recipe);

        Assert.Equal(0, (await tool.RunInShellAsync("run work -o folder=/tmp/nothing/here --answer nobody=asks 2>&-")).Exit);
    }
}
