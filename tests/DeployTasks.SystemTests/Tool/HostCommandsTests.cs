using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Tool;

public class HostCommandsTests
{
    [Fact]
    public async Task Check_looks_at_every_host_and_says_what_it_saw()
    {
        await using var lab = await SshLab.StartAsync(2);
        using var tool = new ToolCommand(lab.RecipeHosts());

        var end = await tool.RunAsync("check");

        Assert.True(end.Exit == 0, end.Output + end.Error);
        foreach (var host in lab.Hosts)
        {
            Assert.Contains($"[{host.Alias}] | logged in as {SshLab.User} on ", end.Output);
            Assert.Contains(end.Lines, line => line.StartsWith($"[{host.Alias}] | ", StringComparison.Ordinal) && line.Contains("MiB free", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("exit 1", 1, "may not: sudo -n systemctl restart shop")]
    [InlineData("[ \"$*\" = '-n -l systemctl restart shop' ]", 0, "may restart shop")]
    public async Task Check_asks_whether_the_service_may_be_restarted(string sudo, int exit, string expected)
    {
        await using var lab = await SshLab.StartAsync(1, new LabOptions
        {
            Programs = new Dictionary<string, string>
            {
                ["id"] = "#!/bin/sh\n[ \"$1\" = -u ] && echo 1000 || echo deploy\n",
                ["sudo"] = $"#!/bin/sh\n{sudo}\n",
            },
        });
        using var tool = new ToolCommand(lab.RecipeHosts() + "\nconfig: { service: shop }\n");

        var end = await tool.RunAsync("check");

        Assert.True(end.Exit == exit, end.Output + end.Error);
        Assert.Contains(expected, end.Output);
    }

    [Theory]
    [InlineData]
    [InlineData("-o", "x=y")]
    [InlineData("-o", "service=")]
    public async Task Check_of_a_recipe_without_deploy_path_looks_at_the_folder_of_the_login(params string[] options)
    {
        using var tool = new ToolCommand("hosts: { web1: { connection: local } }\n");

        var end = await tool.RunAsync(["check", .. options]);

        Assert.True(end.Exit == 0, end.Output + end.Error);
        Assert.Contains("| can write to .", end.Output);
    }

    [Fact]
    public async Task Exec_knows_what_the_run_gives_its_hosts()
    {
        using var tool = new ToolCommand("hosts: { web1: { connection: local } }\n");

        var end = await tool.RunAsync("exec", "echo {{run_id}}:{{dry_run}}:{{ssh_folder}}:{{release_name}}");

        Assert.True(end.Exit == 0, end.Output + end.Error);
        Assert.Matches(@"\[web1\] \| [0-9a-f]{12}:false:/\S+:\d{8}-\d{6}", end.Output);
    }

    [Fact]
    public async Task The_user_to_log_in_as_may_be_another_setting()
    {
        await using var lab = await SshLab.StartAsync(1);
        using var tool = new ToolCommand(
            lab.RecipeHosts().Replace($"remote_user: {SshLab.User}", "remote_user: '{{deploy_user}}'") + $"\nconfig: {{ deploy_user: {SshLab.User} }}\n");

        var end = await tool.RunAsync("exec", "id -un");

        Assert.True(end.Exit == 0, end.Output + end.Error);
        Assert.Contains($"| {SshLab.User}", end.Output);
    }

    [Fact]
    public async Task Check_names_a_host_that_is_not_there_and_exits_with_3()
    {
        await using var lab = await SshLab.StartAsync(2);
        await lab.Hosts[1].StopAsync();
        using var tool = new ToolCommand(lab.RecipeHosts());

        var end = await tool.RunAsync("check");

        Assert.True(end.Exit == 3, end.Output + end.Error);
        Assert.Contains("error DT4001: web2", end.Output);
    }

    [Fact]
    public async Task Known_hosts_prints_the_lines_to_pin()
    {
        await using var lab = await SshLab.StartAsync(2);
        using var tool = new ToolCommand(lab.RecipeHosts());

        var end = await tool.RunAsync("check", "--known-hosts");

        var pinned = (await File.ReadAllLinesAsync(lab.KnownHostsFile)).Select(KeyOf);
        Assert.True(end.Exit == 0, end.Error);
        Assert.Equal(pinned.Order(StringComparer.Ordinal), end.Lines.Select(KeyOf).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Known_hosts_names_a_host_that_shows_no_key()
    {
        await using var lab = await SshLab.StartAsync(1);
        await lab.Hosts[0].StopAsync();
        using var tool = new ToolCommand(lab.RecipeHosts());

        var end = await tool.RunAsync("check", "--known-hosts");

        Assert.Equal(3, end.Exit);
        Assert.Contains("error DT4022: web1", end.Error);
    }

    [Fact]
    public async Task Exec_shows_what_every_host_prints_and_its_failure_is_ours()
    {
        await using var lab = await SshLab.StartAsync(2);
        using var tool = new ToolCommand(lab.RecipeHosts());

        var well = await tool.RunAsync("exec", "echo I am {{alias}}; pwd >&2");
        var bad = await tool.RunAsync("exec", "exit 42", "--select", "web2");

        Assert.True(well.Exit == 0, well.Output + well.Error);
        Assert.Contains("[web1] | I am web1", well.Output);
        Assert.Contains("[web2] | I am web2", well.Output);
        Assert.Contains("[web2] ! ", well.Output);
        Assert.Equal(1, bad.Exit);
        Assert.Contains("exit code 42", bad.Output);
        Assert.DoesNotContain("web1", bad.Output);
    }

    [Fact]
    public async Task A_command_has_the_variables_of_the_dotenv_file_that_lies_on_its_host()
    {
        await using var lab = await SshLab.StartAsync(2);
        foreach (var host in lab.Hosts)
            await File.WriteAllTextAsync(Path.Combine(host.Folder, ".env"), $"COLOUR='red of {host.Alias}'\n", TestContext.Current.CancellationToken);
        using var tool = new ToolCommand(lab.RecipeHosts() + $"config: {{ dotenv: \"{lab.Folder}/hosts/{{{{alias}}}}/.env\" }}\n");

        var end = await tool.RunAsync("exec", "echo it is $COLOUR");

        Assert.True(end.Exit == 0, end.Output + end.Error);
        Assert.All(lab.Hosts, host => Assert.Contains($"[{host.Alias}] | it is red of {host.Alias}", end.Output));
    }

    [Fact]
    public async Task Ssh_opens_a_shell_in_the_deploy_path_and_hands_on_its_exit_code()
    {
        await using var lab = await SshLab.StartAsync(1);
        Directory.CreateDirectory(lab.Hosts[0].DeployPath);
        using var tool = new ToolCommand(lab.RecipeHosts()) { Input = "pwd\nexit 7\n" };

        var end = await tool.RunAsync("ssh", "web1");

        Assert.True(end.Exit == 7, end.Output + end.Error);
        Assert.Contains(lab.Hosts[0].DeployPath, end.Output);
    }

    [Theory]
    [InlineData("fish"), InlineData("tcsh")]
    public async Task Ssh_opens_a_shell_in_the_served_release_whatever_the_login_shell_is(string shell)
    {
        await using var lab = await SshLab.StartAsync(1, new LabOptions { Config = [$"ForceCommand exec {shell} -c \"$SSH_ORIGINAL_COMMAND\""] });
        var served = Directory.CreateDirectory(Path.Combine(lab.Folder, "it's served")).FullName;
        using var tool = new ToolCommand(lab.RecipeHosts() + $"config: {{ current_path: \"{served}\" }}\n") { Input = "pwd\nexit 7\n" };

        var end = await tool.RunAsync("ssh", "web1");

        Assert.True(end.Exit == 7, end.Output + end.Error);
        Assert.Contains(served, end.Output);
    }

    [Fact]
    public async Task Known_hosts_asks_through_the_jump_host_and_writes_the_alias_of_a_key()
    {
        await using var lab = await SshLab.StartAsync(2);
        var (gate, inner) = (lab.Hosts[0], lab.Hosts[1]);
        using var tool = new ToolCommand("hosts:\n  inner: { config_file: \"{{config}}\", known_hosts_file: \"{{pinned}}\", deploy_path: /srv/app }\n");
        var pinned = tool.PathOf("pinned");
        await File.WriteAllTextAsync(tool.PathOf("config"), $"""
            Host inner
              HostName {inner.Address}
              Port {inner.Port}
              HostKeyAlias innermost
              ProxyJump gate
            Host gate
              HostName {gate.Address}
              Port {gate.Port}
              User {SshLab.User}
              IdentityFile {lab.IdentityFile}
            """, TestContext.Current.CancellationToken);
        string[] command = ["check", "--known-hosts", "-o", $"config={tool.PathOf("config")}", "-o", $"pinned={pinned}"];

        await File.WriteAllTextAsync(pinned, "", TestContext.Current.CancellationToken);
        var first = await tool.RunAsync(command);
        await File.WriteAllTextAsync(pinned, first.Output, TestContext.Current.CancellationToken);
        var second = await tool.RunAsync(command);

        Assert.True(first.Exit == 3, first.Output + first.Error);
        Assert.All(first.Lines, line => Assert.StartsWith($"[{gate.Address}]:{gate.Port} ", line));
        Assert.Contains("error DT4022: inner", first.Error);
        Assert.True(second.Exit == 0, second.Output + second.Error);
        Assert.Equal(first.Lines, second.Lines[..^1]);
        Assert.StartsWith("innermost ssh-", second.Lines[^1]);
        Assert.Contains(second.Lines[^1].Split(' ')[2], await File.ReadAllTextAsync(lab.KnownHostsFile, TestContext.Current.CancellationToken));
        Assert.Contains("Accepted publickey", gate.Log);
    }

    [Theory]
    [InlineData("-v", "> ")]
    [InlineData("-vv", "connected in")]
    public async Task A_command_that_prints_a_table_tells_more_on_the_other_stream(string verbosity, string part)
    {
        using var tool = new ToolCommand("hosts:\n  web1: { connection: local, deploy_path: \"{{folder}}\" }\n");

        var end = await tool.RunAsync("status", "-o", $"folder={tool.PathOf("app")}", verbosity);

        Assert.Contains($"[web1] {part}", end.Error);
        Assert.DoesNotContain(part, end.Output);
    }

    private static string KeyOf(string line) => string.Join(' ', line.Trim().Split(' ')[..3]);
}
