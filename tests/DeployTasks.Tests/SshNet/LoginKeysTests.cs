using DeployTasks.Connections;
using DeployTasks.Connections.Config;
using DeployTasks.SshNet.Keys;

namespace DeployTasks.Tests.SshNet;

/// <summary>Which keys a host is shown, in which order; the user's agent is a real one.</summary>
public sealed class LoginKeysTests : IAsyncLifetime
{
    private RealAgent? _real;

    private string this[string name] => _real![name];

    public async ValueTask InitializeAsync()
    {
        _real = await RealAgent.StartAsync();
        foreach (var name in new[] { "other", "closed", "open" })
        {
            await _real.AddAsync(name, comment: name, "ed25519");
        }

        await _real.RunAsync("ssh-keygen", "-q", "-p", "-N", "a passphrase", "-f", this["closed"]);
    }

    public ValueTask DisposeAsync() => _real!.DisposeAsync();

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
        File.WriteAllText(this["config"], $"IdentityAgent {_real!.Socket}\n" + string.Format(null, config, _real.Folder) + "\n");
        var settings = new ConnectionSettings("web1", "web1.example")
        {
            ConfigFile = this["config"],
            IdentityFile = identity is null ? null : this[identity],
            RunFolder = _real.Folder + "/none",
        };
        Assert.Equal(expected, string.Join(' ', LoginKeys.For(Route.To(settings)).Select(key => Path.GetFileName(key.Comment))));
    }
}
