using System.Text.Json;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Tool;

public class UnreachedHostTests
{
    [Fact]
    public async Task Incident_commands_work_on_the_hosts_that_can_be_reached_and_exit_with_3()
    {
        await using var lab = await SshLab.StartAsync(2);
        await lab.Hosts[1].StopAsync();
        using var tool = new ToolCommand(lab.RecipeHosts());

        var exec = await tool.RunAsync("exec", "echo I am {{alias}}");
        var check = await tool.RunAsync("check");
        var unlock = await tool.RunAsync("unlock");
        var logs = await tool.RunAsync("script", "logs", "none");

        Assert.All([exec, check, unlock, logs], end => Assert.Equal(3, end.Exit));
        Assert.Contains("[web1] | I am web1", exec.Output);
        Assert.Contains("[web1] | logged in as", check.Output);
        Assert.Matches(@"web1\s+(done|unchanged)", unlock.Output);
        Assert.Contains("web1: ", logs.Output);
    }

    [Theory]
    [InlineData("status"), InlineData("releases"), InlineData("history"), InlineData("script", "list")]
    public async Task A_table_has_a_row_for_a_host_that_cannot_be_reached(params string[] command)
    {
        await using var lab = await SshLab.StartAsync(2);
        await lab.Hosts[1].StopAsync();
        using var tool = new ToolCommand(lab.RecipeHosts());

        var table = await tool.RunAsync(command);
        var json = await tool.RunAsync([.. command, "--json"]);

        Assert.True(table.Exit == 3, table.Output + table.Error);
        Assert.Matches(@"web2\s+unreachable", table.Output);
        Assert.Contains("error DT4001: web2", table.Error);
        Assert.Equal(3, json.Exit);
        var unreached = JsonElement.Parse(json.Output).EnumerateArray().Single(fact => fact.GetProperty("host").GetString() == "web2");
        Assert.Equal("DT4001", unreached.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(command[0] == "status", table.Lines.Any(line => line.StartsWith("web1", StringComparison.Ordinal)));
    }
}
