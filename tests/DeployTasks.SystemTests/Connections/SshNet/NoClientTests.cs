using System.Runtime.InteropServices;
using DeployTasks.Lab;
using DeployTasks.SystemTests.Tool;

namespace DeployTasks.SystemTests.Connections.SshNet;

/// <summary>A machine without OpenSSH, as Windows may be: the tool needs none of its programs.</summary>
public sealed class NoClientTests(SshNetHost host) : IClassFixture<SshNetHost>
{
    private string Recipe => $"""
        config:
          known_hosts_file: {host.Lab.KnownHostsFile}
        hosts:
          web1: {"{"} hostname: {host.Settings.Hostname}, port: {host.Settings.Port}, remote_user: {SshLab.User} {"}"}
        """;

    [Theory]
    [InlineData(null), InlineData("it's a secret")]
    public async Task A_key_of_the_environment_opens_the_hosts(string? passphrase)
    {
        using var tool = WithoutPrograms();
        var file = tool.PathOf("key");
        File.Copy(host.Lab.IdentityFile, file);
        if (passphrase is not null)
        {
            await LabKey.EncryptAsync(file, passphrase);
        }

        tool.Environment["DEPLOY_SSH_KEY"] = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        tool.Environment["DEPLOY_SSH_PASSPHRASE"] = passphrase;
        var end = await tool.RunAsync("exec", "echo it is $LAB_HOST");

        Assert.True(end.Exit == 0, end.Output + end.Error);
        Assert.Contains("it is web1", end.Output);
    }

    [Fact]
    public async Task A_wrong_passphrase_is_named_before_any_host_is_touched()
    {
        using var tool = WithoutPrograms();
        var file = tool.PathOf("key");
        File.Copy(host.Lab.IdentityFile, file);
        await LabKey.EncryptAsync(file, "right");
        tool.Environment["DEPLOY_SSH_KEY"] = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        tool.Environment["DEPLOY_SSH_PASSPHRASE"] = "wrong";

        var end = await tool.RunAsync("exec", "true");

        Assert.Equal(3, end.Exit);
        Assert.Contains("DT4007", end.Output + end.Error);
    }

    [Fact]
    public async Task A_key_file_opens_the_hosts_and_their_names_come_from_ssh_config()
    {
        using var tool = WithoutPrograms();
        File.WriteAllText(tool.PathOf("ssh_config"), $"""
            Host web1
              HostName {host.Settings.Hostname}
              Port {host.Settings.Port}
              User {SshLab.User}
              IdentityFile {host.Lab.IdentityFile}
            """);
        File.WriteAllText(tool.PathOf("deploy.yaml"), $"""
            hosts:
              web1: {"{"} config_file: {tool.PathOf("ssh_config")}, known_hosts_file: {host.Lab.KnownHostsFile} {"}"}
            """);

        var end = await tool.RunAsync("exec", "echo it is $LAB_HOST");

        Assert.True(end.Exit == 0, end.Output + end.Error);
        Assert.Contains("it is web1", end.Output);
    }

    [Fact]
    public async Task The_keys_of_the_hosts_are_scanned_all_the_same()
    {
        using var tool = WithoutPrograms();

        var end = await tool.RunAsync("check", "--known-hosts");

        Assert.True(end.Exit == 0, end.Output + end.Error);
        var known = await File.ReadAllLinesAsync(host.Lab.KnownHostsFile, TestContext.Current.CancellationToken);
        Assert.Equal(known.Select(KeyOf), end.Lines.Select(KeyOf));
    }

    [Fact]
    public async Task Only_a_shell_for_a_person_needs_the_client_and_says_so()
    {
        using var tool = WithoutPrograms();

        var end = await tool.RunAsync("ssh", "web1");

        Assert.Equal(3, end.Exit);
        Assert.Contains("error DT4014", end.Error);
        Assert.Contains("openssh-client", end.Error);
    }

    private static string KeyOf(string line) => string.Join(' ', line.Split(' ')[..3]);

    private ToolCommand WithoutPrograms()
    {
        var tool = new ToolCommand(Recipe);
        tool.Environment["PATH"] = "/nowhere";
        tool.Environment["SSH_AUTH_SOCK"] = null;
        tool.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return tool;
    }
}
