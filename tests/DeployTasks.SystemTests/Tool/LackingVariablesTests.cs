namespace DeployTasks.SystemTests.Tool;

public class LackingVariablesTests
{
    private const string Lacking = "config: { deploy_path: /srv/shop, key: { secret: NOBODY }, env: { KEY: { secret: NOBODY } } }\n";

    [Theory]
    [InlineData("status"), InlineData("exec", "true"), InlineData("check", "-o", "deploy_path=/srv/shop/x")]
    public async Task Hosts_are_looked_at_although_a_variable_of_the_recipe_is_not_set(params string[] command)
    {
        using var tool = new ToolCommand(Lacking + "hosts: { here: { connection: local } }\n");

        var end = await tool.RunAsync(command);

        Assert.True(end.Exit == 0, end.Output + end.Error);
    }

    [Fact]
    public async Task A_host_that_is_reached_with_it_is_not_reached_in_another_way()
    {
        using var tool = new ToolCommand(Lacking + "hosts: { web1: { hostname: 127.0.0.1, port: 1, remote_user: { env: NOBODY } } }\n");

        var end = await tool.RunAsync("status");

        Assert.Contains("error DT1026: web1: Environment variable 'NOBODY' is not set", end.Error);
    }
}
