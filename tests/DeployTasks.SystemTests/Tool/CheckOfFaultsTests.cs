using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using DeployTasks.Lab;
using DeployTasks.SystemTests.Connections;

namespace DeployTasks.SystemTests.Tool;

/// <summary>What <c>check</c> says of hosts that cannot be deployed to, and of those that can in spite of their servers (faults.md §4.4).</summary>
public class CheckOfFaultsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_host_is_told_its_own_fault()
    {
        await using var lab = await SshLab.StartAsync();
        var host = lab.Hosts[0];
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var tool = new ToolCommand($$"""
            config:
              transport: {{SshLab.Transport}}
              hostname: {{host.Address}}
              remote_user: {{SshLab.User}}
              identity_file: {{lab.IdentityFile}}
              known_hosts_file: {{lab.KnownHostsFile}}
              port: {{host.Port}}
            hosts:
              refused: { port: 1 }
              nameless: { hostname: no-such-host.invalid }
              silent: { hostname: 127.0.0.1, port: {{((IPEndPoint)silent.LocalEndpoint).Port}}, connect_timeout: 1s }
              unknown: { known_hosts_file: "{{lab.Folder}}/none" }
              changed: { known_hosts_file: "{{lab.Folder}}/changed" }
              keyless: { identity_file: "{{lab.Folder}}/none" }
              stranger: { identity_file: "{{lab.Folder}}/stranger" }
              nobody: { remote_user: nobody-here }
            """);
        await LabKey.CreateAsync(Path.Combine(lab.Folder, "stranger"));
        await File.WriteAllTextAsync(Path.Combine(lab.Folder, "none"), "", Cancel);
        await File.WriteAllTextAsync(Path.Combine(lab.Folder, "changed"),
            $"[{host.Address}]:{host.Port} {await File.ReadAllTextAsync(lab.IdentityFile + ".pub", Cancel)}", Cancel);

        var end = await tool.RunAsync("check");

        Told(end, "DT4001 refused", "DT4003 silent", "DT4005 unknown", "DT4006 changed", "DT4007 keyless", "DT4008 nobody", "DT4008 stranger", "DT4011 nameless");
    }

    [Fact]
    public async Task What_a_server_runs_instead_of_a_shell_is_told()
    {
        await using var lab = await SshLab.StartAsync(4, new LabOptions
        {
            Config =
            [
                "ForceCommand case $LAB_HOST in web1) echo hello ;; web2) exec /usr/sbin/nologin ;; "
                    + "web3) exec rbash -c \"$SSH_ORIGINAL_COMMAND\" ;; *) exec \"$SHELL\" -c \"$SSH_ORIGINAL_COMMAND\" ;; esac",
            ],
        });
        using var tool = new ToolCommand(lab.RecipeHosts());

        var end = await tool.RunAsync("check");

        Told(end, "DT4009 web1", "DT4010 web2", "DT4010 web3");
    }

    [Fact]
    public async Task Servers_that_allow_little_are_no_hindrance()
    {
        await using var lab = await SshLab.StartAsync(3, new LabOptions
        {
            Config = ["MaxSessions 1", "AllowTcpForwarding no", "AllowStreamLocalForwarding no", "MaxStartups 1:50:2"],
        });
        using var tool = new ToolCommand(lab.RecipeHosts());
        tool.Environment["TMPDIR"] = Directory.CreateDirectory(tool.PathOf(new string('x', 100))).FullName;

        var end = await tool.RunAsync("check");

        Assert.True(end.Exit == 0, end.Output + end.Error);
        Assert.Equal(3, end.Lines.Count(line => line.Contains($"| logged in as {SshLab.User} on ", StringComparison.Ordinal)));
    }

    private static void Told(ToolEnd end, params string[] faults)
    {
        Assert.True(end.Exit == 3, end.Output + end.Error);
        var told = end.Lines.Select(line => Regex.Match(line, @"error (DT\d{4}): .*?\b(web\d|refused|silent|unknown|changed|keyless|nobody|stranger|nameless)\b"));
        Assert.Equal(faults, told.Where(fault => fault.Success).Select(fault => $"{fault.Groups[1]} {fault.Groups[2]}").Order());
    }
}
