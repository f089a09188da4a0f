using System.Diagnostics;
using DeployTasks.Connections;
using DeployTasks.Connections.Config;
using DeployTasks.Lab;
using DeployTasks.SshNet.Keys;

namespace DeployTasks.Tests.SshNet;

/// <summary>Which keys a host is shown, in which order; the user's agent is a real one.</summary>
public sealed class LoginKeysTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dtlk-");
    private Process? _agent;

    private string this[string name] => Path.Combine(_folder.FullName, name);

    public async ValueTask InitializeAsync()
    {
        _agent = LabProcess.Start("ssh-agent", ["-D", "-a", this["agent"]]);
        await _agent.StandardOutput.ReadLineAsync();
        foreach (var name in new[] { "other", "closed", "open" })
        {
            await RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", this[name]);
            await RunAsync("ssh-add", "-q", this[name]);
        }

        await RunAsync("ssh-keygen", "-q", "-p", "-N", "a passphrase", "-f", this["closed"]);
    }

    public ValueTask DisposeAsync()
    {
        _agent!.Kill();
        _agent.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("closed", "", "closed")]
    [InlineData("closed.pub", "", "closed")]
    [InlineData("open", "", "open")]
    [InlineData("open", "IdentityFile {0}/closed", "open closed")]
    [InlineData(null, "IdentityFile {0}/closed\nIdentitiesOnly yes", "closed")]
    [InlineData(null, "IdentityFile {0}/open\nIdentitiesOnly yes", "open")]
    [InlineData(null, "IdentityFile {0}/closed", "closed other open")]
    [InlineData(null, "IdentityFile {0}/open", "open other closed")]
    public void Those_that_are_named_come_first_and_an_agent_may_have_them(string? identity, string config, string expected)
    {
        File.WriteAllText(this["config"], $"IdentityAgent {this["agent"]}\n" + string.Format(null, config, _folder.FullName) + "\n");
        var settings = new ConnectionSettings("web1", "web1.example")
        {
            ConfigFile = this["config"],
            IdentityFile = identity is null ? null : this[identity],
            RunFolder = _folder.FullName + "/none",
        };
        Assert.Equal(expected, string.Join(' ', LoginKeys.For(Route.To(settings)).Select(key => Path.GetFileName(key.Comment))));
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        using var process = LabProcess.Start(program, arguments, info => info.Environment["SSH_AUTH_SOCK"] = this["agent"]);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
