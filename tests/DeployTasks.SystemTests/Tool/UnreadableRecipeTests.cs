using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Tool;

/// <summary>A recipe that belongs to somebody else (faults.md §4.1, 22).</summary>
public class UnreadableRecipeTests
{
    private const UnixFileMode ForAll = (UnixFileMode)0b111_101_101;

    [Theory]
    [InlineData("deploy.yaml")]
    [InlineData("importing.yaml")]
    public async Task One_that_this_user_may_not_read_is_named_and_nothing_runs(string file)
    {
        using var tool = new ToolCommand("hosts: { web1: { connection: local } }\n") { Before = LabProcess.AsNobody };
        File.WriteAllText(tool.PathOf("importing.yaml"), "import: deploy.yaml\n");
        File.SetUnixFileMode(tool.PathOf(""), ForAll);
        File.SetUnixFileMode(tool.PathOf("deploy.yaml"), UnixFileMode.None);

        var end = await tool.RunAsync("exec", "true", "-f", file);

        Assert.Equal(2, end.Exit);
        Assert.Contains($"error DT1023: Recipe '{tool.PathOf("deploy.yaml")}' cannot be read: this user may not read it", end.Error);
    }
}
