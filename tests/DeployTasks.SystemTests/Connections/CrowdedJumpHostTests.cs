using DeployTasks.Lab;
using DeployTasks.SystemTests.Tool;

namespace DeployTasks.SystemTests.Connections;

/// <summary>Many hosts behind one jump host, whose sshd bears only so many logins at once (MaxStartups).</summary>
public class CrowdedJumpHostTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_jump_host_that_bears_eight_logins_at_once_turns_none_of_twenty_hosts_away()
    {
        await using var jump = await JumpAsync("MaxStartups 9:100:9");
        await using var behind = await SshLab.StartAsync(20);

        var end = await ExecAsync(jump, behind);

        Assert.True(end.Exit == 0, end.Output + end.Error);
        Assert.Equal(20, end.Lines.Count(line => line.Contains("it is web", StringComparison.Ordinal)));
        Assert.DoesNotContain("MaxStartups", jump.Hosts[0].Log);
    }

    [Fact]
    public async Task One_that_bears_two_takes_all_of_ten_hosts_a_little_later()
    {
        await using var jump = await JumpAsync("MaxStartups 2:100:2");
        await using var behind = await SshLab.StartAsync(10);

        var end = await ExecAsync(jump, behind);

        Assert.True(end.Exit == 0, end.Output + end.Error);
        Assert.Contains("MaxStartups", jump.Hosts[0].Log);
    }

    private static Task<SshLab> JumpAsync(string limit) => SshLab.StartAsync(1, new LabOptions { Config = [limit] });

    private static async Task<ToolEnd> ExecAsync(SshLab jump, SshLab behind)
    {
        var gate = jump.Hosts[0];
        using var tool = new ToolCommand(behind.RecipeHosts().Replace(
            $"known_hosts_file: {behind.KnownHostsFile}",
            $"known_hosts_file: {behind.Folder}/both\n    config_file: {behind.Folder}/ssh_config\n    connect_timeout: 40s",
            StringComparison.Ordinal));
        await File.WriteAllTextAsync($"{behind.Folder}/both", await File.ReadAllTextAsync(behind.KnownHostsFile, Cancel) + await File.ReadAllTextAsync(jump.KnownHostsFile, Cancel), Cancel);
        await File.WriteAllTextAsync($"{behind.Folder}/ssh_config", $"""
            Host gate
              HostName {gate.Address}
              Port {gate.Port}
              User {SshLab.User}
              IdentityFile {jump.IdentityFile}
            Host 127.0.1.*
              ProxyJump gate

            """, Cancel);
        return await tool.RunAsync("exec", "echo it is $LAB_HOST");
    }
}
