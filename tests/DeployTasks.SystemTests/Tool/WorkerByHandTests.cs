namespace DeployTasks.SystemTests.Tool;

public class WorkerByHandTests
{
    [Fact]
    public async Task It_is_refused_like_any_wrong_usage()
    {
        using var tool = new ToolCommand("hosts: { web1: { connection: local } }\n");

        var end = await tool.RunAsync("worker");

        Assert.Equal(2, end.Exit);
        Assert.StartsWith("error DT3040: ", end.Error);
        Assert.Empty(end.Output);
    }
}
