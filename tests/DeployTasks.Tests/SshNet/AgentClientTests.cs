using DeployTasks.SshNet.Keys;
using Renci.SshNet.Common;
using Renci.SshNet.Security;

namespace DeployTasks.Tests.SshNet;

/// <summary>Against a real ssh-agent.</summary>
public sealed class AgentClientTests : IAsyncLifetime
{
    private static readonly byte[] Data = [1, 2, 3];

    private RealAgent? _real;

    private string Socket => _real!.Socket;

    public async ValueTask InitializeAsync() => _real = await RealAgent.StartAsync();

    public ValueTask DisposeAsync() => _real!.DisposeAsync();

    [Theory]
    [InlineData("ed25519"), InlineData("ecdsa"), InlineData("rsa")]
    public async Task An_agent_lists_its_keys_and_signs_with_them(string type)
    {
        var file = await _real!.AddAsync(type, "a comment", type);
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
}
