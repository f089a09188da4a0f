using DeployTasks.SshNet;
using Renci.SshNet;

namespace DeployTasks.Tests.SshNet;

public sealed class AlgorithmsTests
{
    [Theory]
    [InlineData("ssh-rsa", "rsa-sha2-512", "rsa-sha2-256", "ssh-ed25519")]
    [InlineData("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", "ssh-ed25519", "ecdsa-sha2-nistp384")]
    [InlineData("no-such-type", "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384")]
    public void A_host_is_asked_first_for_a_key_of_a_type_that_is_known(string known, string first, string second, string third)
    {
        Assert.Equal([first, second, third], Chosen(known).HostKeyAlgorithms.Keys.Take(3));
    }

    [Fact]
    public void A_key_exchange_that_withstands_quantum_computers_comes_first_when_it_costs_nothing()
    {
        var offered = Chosen("ssh-ed25519").KeyExchangeAlgorithms.Keys.ToList();

        Assert.Equal(["mlkem768x25519-sha256", "curve25519-sha256"], offered.Take(2));
        Assert.Contains("sntrup761x25519-sha512@openssh.com", offered);
    }

    [Fact]
    public void Nothing_is_offered_that_the_OpenSSH_client_has_given_up()
    {
        var info = Chosen("ssh-dss", "ssh-rsa");
        string[] offered =
        [
            .. info.KeyExchangeAlgorithms.Keys, .. info.Encryptions.Keys, .. info.HmacAlgorithms.Keys, .. info.HostKeyAlgorithms.Keys,
        ];

        Assert.DoesNotContain(offered, name => name.Contains("sha1") || name.Contains("md5") || name.Contains("cbc") || name.Contains("arcfour"));
        Assert.DoesNotContain("ssh-dss", offered);
        Assert.DoesNotContain("ssh-rsa", offered);
        Assert.True(info.KeyExchangeAlgorithms.Count >= 11 && info.Encryptions.Count >= 3 && info.HmacAlgorithms.Count >= 4);
    }

    private static ConnectionInfo Chosen(params string[] known)
    {
        var info = new ConnectionInfo("host", "user", new NoneAuthenticationMethod("user"));
        Algorithms.Choose(info, known);
        return info;
    }
}
