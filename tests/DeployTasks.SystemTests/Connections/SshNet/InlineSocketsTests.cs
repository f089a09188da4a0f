using DeployTasks.Lab;
using DeployTasks.SystemTests.Tool;

namespace DeployTasks.SystemTests.Connections.SshNet;

/// <summary>Nothing may block the one thread of sockets that a worker without a jump host has.</summary>
public sealed class InlineSocketsTests(SshNetHost host) : IClassFixture<SshNetHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_programs_that_a_worker_starts_do_not_inherit_the_switch()
    {
        using var tool = new ToolCommand(Recipe(host) + "tasks:\n  deploy:\n    steps:\n      - run: 'true'\n      - run_locally: env\n");

        var end = await tool.RunAsync("run", "-v");

        Assert.True(end.Exit == 0, end.Output + end.Error);
        Assert.Contains("PATH=", end.Output);
        Assert.DoesNotContain("NET_SOCKETS", end.Output);
    }

    [Fact]
    public async Task Ten_logins_at_a_server_that_bears_two_come_through_a_little_later()
    {
        await using var busy = await OneHost.StartAsync(host.Settings.Transport, "MaxStartups 2:100:2");
        using var tool = new ToolCommand(Recipe(busy));

        var end = await tool.RunAsync("exec", "echo it is $LAB_HOST");

        Assert.True(end.Exit == 0, end.Output + end.Error);
        Assert.Contains("MaxStartups", busy.Host.Log);
    }

    [Fact]
    public async Task A_host_behind_a_jump_host_is_reached_all_the_same()
    {
        using var tool = new ToolCommand(Recipe(host, await ConfigAsync("Host 127.0.1.*")));

        var end = await tool.RunAsync("exec", "echo it is $LAB_HOST");

        Assert.True(end.Exit == 0, end.Output + end.Error);
        Assert.Contains("it is web1", end.Output);
    }

    [Fact]
    public async Task A_jump_host_that_ssh_config_names_to_the_worker_alone_is_refused()
    {
        var seen = Path.Combine(host.Folder, Path.GetRandomFileName());
        using var tool = new ToolCommand(Recipe(host, await ConfigAsync($"Match host 127.0.1.* exec \"! mkdir {seen}\"")));

        var end = await tool.RunAsync("exec", "echo it is $LAB_HOST");

        Assert.True(end.Exit == (int)ExitCode.Usage, end.Output + end.Error);
        Assert.Contains("DT4021", end.Output + end.Error);
        Assert.Contains("proxyjump", end.Output + end.Error);
    }

    // So many that the master looks which way they are reached. All are the same.
    private static string Recipe(OneHost of, string? config = null) => "hosts:\n" + string.Concat(Enumerable.Range(1, 10).Select(number => $"""
          web{number}:
            transport: sshnet
            hostname: {of.Settings.Hostname}
            port: {of.Settings.Port}
            remote_user: {SshLab.User}
            identity_file: {of.Lab.IdentityFile}
            known_hosts_file: {of.Lab.KnownHostsFile}
            config_file: {config ?? "/dev/null"}

        """));

    // The host is its own jump host.
    private async Task<string> ConfigAsync(string condition)
    {
        var file = Path.Combine(host.Folder, Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, $"""
            {condition}
              ProxyJump gate
            Host gate
              HostName {host.Settings.Hostname}
              Port {host.Settings.Port}
              User {SshLab.User}
              IdentityFile {host.Lab.IdentityFile}

            """, Cancel);
        return file;
    }
}
