using System.Security.Cryptography;
using System.Text;
using DeployTasks.SshNet.Trust;

namespace DeployTasks.Tests.SshNet;

/// <summary>Who is known, by the rules of sshd(8); a line that is read wrongly either locks out or lets in.</summary>
public sealed class KnownHostsTests : IDisposable
{
    private const string Ed25519 = "ssh-ed25519";
    private const string Rsa = "ssh-rsa";
    private static readonly byte[] Key = "the key of the host"u8.ToArray();
    private static readonly byte[] Other = "another key"u8.ToArray();

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("web1.example.com", 22, Verdict.Known)]
    [InlineData("[web1.example.com]:22", 22, Verdict.Unknown)]
    [InlineData("WEB1.Example.COM", 22, Verdict.Known)]
    [InlineData("web2.example.com,web1.example.com,10.0.0.1", 22, Verdict.Known)]
    [InlineData("web2.example.com", 22, Verdict.Unknown)]
    [InlineData("*.example.com", 22, Verdict.Known)]
    [InlineData("web?.example.com", 22, Verdict.Known)]
    [InlineData("web?example.com", 22, Verdict.Unknown)]
    [InlineData("*.example.com,!web1.example.com", 22, Verdict.Unknown)]
    [InlineData("!web1.example.com,*.example.com", 22, Verdict.Unknown)]
    [InlineData("*.example.com,!web2.*", 22, Verdict.Known)]
    [InlineData("!web2.example.com", 22, Verdict.Unknown)]
    [InlineData("[web1.example.com]:2222", 2222, Verdict.Known)]
    [InlineData("[web1.example.com]:2222", 22, Verdict.Unknown)]
    [InlineData("[web1.example.com]:2222", 2223, Verdict.Unknown)]
    [InlineData("[*.example.com]:2222", 2222, Verdict.Known)]
    [InlineData("web1.example.com", 2222, Verdict.Known)]
    public void A_line_is_for_the_hosts_that_its_patterns_name(string hosts, int port, object verdict) =>
        Assert.Equal(verdict, Judge($"{hosts} {Line(Key)}", port).Verdict);

    [Theory]
    [InlineData("web1.example.com", 22, Verdict.Known)]
    [InlineData("[web1.example.com]:2222", 2222, Verdict.Known)]
    [InlineData("web2.example.com", 22, Verdict.Unknown)]
    public void A_hashed_name_is_known_all_the_same(string name, int port, object verdict) =>
        Assert.Equal(verdict, Judge($"{Hashed(name)} {Line(Key)}", port).Verdict);

    [Fact]
    public void Another_key_of_the_same_type_is_a_change_and_names_the_line_of_the_old_one()
    {
        var judgement = Judge($"# comment\n\nweb1.example.com {Line(Other)}");

        Assert.Equal((Verdict.Changed, $"{_file}:3"), (judgement.Verdict, judgement.Place));
    }

    [Fact]
    public void Another_key_of_another_type_proves_nothing() =>
        Assert.Equal(Verdict.Unknown, Judge($"web1.example.com {Line(Other, Rsa)}").Verdict);

    [Fact]
    public void Another_key_under_the_bare_name_is_no_change_of_another_port() =>
        Assert.Equal(Verdict.Unknown, Judge($"web1.example.com {Line(Other)}", port: 2222).Verdict);

    [Fact]
    public void One_of_several_keys_is_enough() =>
        Assert.Equal(Verdict.Known, Judge($"web1.example.com {Line(Other)}\nweb1.example.com {Line(Key)}").Verdict);

    [Theory]
    [InlineData("web1.example.com")]
    [InlineData("*")]
    public void A_revoked_key_is_refused_wherever_else_it_stands(string hosts) =>
        Assert.Equal(Verdict.Revoked, Judge($"web1.example.com {Line(Key)}\n@revoked {hosts} {Line(Key)}").Verdict);

    [Fact]
    public void A_key_that_is_revoked_for_others_is_good_here() =>
        Assert.Equal(Verdict.Known, Judge($"web1.example.com {Line(Key)}\n@revoked web2.example.com {Line(Key)}").Verdict);

    [Fact]
    public void An_authority_is_no_key_of_the_host()
    {
        Assert.Equal(Verdict.CertifiedOnly, Judge($"@cert-authority *.example.com {Line(Key)}").Verdict);
        Assert.Equal(Verdict.Known, Judge($"@cert-authority * {Line(Other)}\nweb1.example.com {Line(Key)}").Verdict);
    }

    [Theory]
    [InlineData("web1.example.com ssh-ed25519")]
    [InlineData("web1.example.com ssh-ed25519 not-base64!")]
    [InlineData("#web1.example.com ssh-ed25519 AAAA")]
    [InlineData("@unheard-of web1.example.com ssh-ed25519 AAAA")]
    [InlineData("|1|salt web1.example.com AAAA")]
    [InlineData("||| ssh-ed25519 AAAA")]
    [InlineData("@ ")]
    public void What_is_no_line_of_the_format_makes_nobody_known(string line) =>
        Assert.Equal(Verdict.Unknown, Judge(line).Verdict);

    [Fact]
    public void The_types_that_are_known_come_in_the_order_of_the_file()
    {
        File.WriteAllText(_file, $"web1.example.com {Line(Key, Rsa)}\n@revoked web1.example.com {Line(Key, "ssh-dss")}\n"
            + $"other {Line(Key, "x")}\nweb1.example.com {Line(Key)}\nweb1.example.com {Line(Other)}\n");

        Assert.Equal([Rsa, Ed25519], KnownHosts.Read([_file, "/no/such/file"], "web1.example.com", 22).Types);
    }

    private Judgement Judge(string lines, int port = 22)
    {
        File.WriteAllText(_file, lines + "\n");
        return KnownHosts.Read([_file], "Web1.example.com", port).Judge(Ed25519, Key);
    }

    private static string Line(byte[] key, string type = Ed25519) => $"{type} {Convert.ToBase64String(key)} a comment";

    private static string Hashed(string name)
    {
        var salt = RandomNumberGenerator.GetBytes(20);
#pragma warning disable CA5350 // What ssh-keygen -H writes.
        return $"|1|{Convert.ToBase64String(salt)}|{Convert.ToBase64String(HMACSHA1.HashData(salt, Encoding.UTF8.GetBytes(name)))}";
#pragma warning restore CA5350
    }
}
