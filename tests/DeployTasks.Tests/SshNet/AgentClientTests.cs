using System.Diagnostics;
using DeployTasks.Lab;
using DeployTasks.SshNet.Keys;
using Renci.SshNet.Common;
using Renci.SshNet.Security;

namespace DeployTasks.Tests.SshNet;

/// <summary>Against a real ssh-agent.</summary>
public sealed class AgentClientTests : IAsyncLifetime
{
    private static readonly byte[] Data = [1, 2, 3];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dtag-");
    private Process? _agent;

    private string Socket => Path.Combine(_folder.FullName, "agent");

    public async ValueTask InitializeAsync()
    {
        _agent = LabProcess.Start("ssh-agent", ["-D", "-a", Socket]);
        await _agent.StandardOutput.ReadLineAsync();
    }

    public ValueTask DisposeAsync()
    {
        _agent!.Kill();
        _agent.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("ed25519"), InlineData("ecdsa"), InlineData("rsa")]
    public async Task An_agent_lists_its_keys_and_signs_with_them(string type)
    {
        var file = await AddAsync(type);
        var agent = new AgentClient(Socket);

        var (blob, comment) = Assert.Single(agent.List());
        var key = LoginKey.FromAgent(agent, blob, comment)!;

        Assert.Equal("a comment", comment);
        Assert.Equal(File.ReadAllText(file + ".pub").Split(' ')[1], Convert.ToBase64String(key.Data));
        var own = KeyFile.Parse(File.ReadAllText(file), passphrase: null).HostKeyAlgorithms.Single(one => one.Name == key.Name);
        Assert.True(((KeyHostAlgorithm)own).VerifySignature(Data, key.Sign(Data)));
        Assert.False(((KeyHostAlgorithm)own).VerifySignature([3, 2, 1], key.Sign(Data)));
    }

    [Fact]
    public void An_agent_that_is_not_there_has_no_keys() => Assert.Empty(new AgentClient("/no/such/agent").List());

    [Fact]
    public void An_agent_without_the_key_refuses_to_sign() =>
        Assert.Throws<SshAuthenticationException>(() => new AgentClient(Socket).Sign([1], Data, isRsa: false));

    private async Task<string> AddAsync(string type)
    {
        var file = Path.Combine(_folder.FullName, type);
        using var keygen = LabProcess.Start("ssh-keygen", ["-q", "-t", type, "-N", "", "-C", "a comment", "-f", file]);
        await keygen.WaitForExitAsync();
        using var add = LabProcess.Start("ssh-add", ["-q", file], info => info.Environment["SSH_AUTH_SOCK"] = Socket);
        await add.WaitForExitAsync();
        return file;
    }
}
