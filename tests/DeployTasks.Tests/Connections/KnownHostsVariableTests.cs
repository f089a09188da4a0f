using DeployTasks.Connections.OpenSsh;

namespace DeployTasks.Tests.Connections;

/// <summary>ssh passes over a line that it does not understand, and the host is unknown for no visible reason.</summary>
public class KnownHostsVariableTests
{
    private const string Line = "web1 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAn5a2jVY3yVVdxD3Rn0iLzNwvFcnDZnd1Wk2w8T5Jc1";

    [Theory]
    [InlineData(Line)]
    [InlineData(Line + "\\n# note\\n\\n@revoked " + Line + " me@here")]
    [InlineData("|1|abc=|def= ssh-rsa AAAA\r\n@cert-authority * ssh-rsa AAAA\r\n")]
    [InlineData("")]
    [InlineData(null)]
    public void Lines_of_known_hosts_are_understood(string? text) => Assert.Null(new SshSecrets { KnownHosts = text }.StrangeLine);

    [Theory]
    [InlineData("garbage", 1)]
    [InlineData(Line + "\nssh-ed25519 AAAAC3NzaC1lZDI1NTE5", 2)]
    [InlineData("# SHA256\nweb1 ssh-ed25519 SHA256:ab+c", 2)]
    public void Another_line_is_named_by_its_number(string text, int line) => Assert.Equal(line, new SshSecrets { KnownHosts = text }.StrangeLine);
}
