using DeployTasks.Connections.Config;

namespace DeployTasks.Tests.Connections;

public sealed class SshConfigReaderTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Blocks_whose_patterns_fit_are_read_in_order_and_a_negated_one_shuts_a_block()
    {
        File.WriteAllText(_file, """
            # above all blocks
            User everybody
            Host web1 web2
              HostName %h.example.com
              port=2222
              IdentityFile "~/.ssh/my key"
            Host * !web1
              User nobody
            Match user x
              User matched
            Host w?b1
              User second
            	IdentityFile	~/.ssh/other
            """);

        var config = SshConfigReader.Read([_file], "web1").ToLookup(line => line.Keyword, line => line.Value);

        Assert.Equal(["everybody", "second"], config["user"]);
        Assert.Equal(["web1.example.com"], config["hostname"]);
        Assert.Equal(["2222"], config["port"]);
        Assert.Equal(["\"~/.ssh/my key\"", "~/.ssh/other"], config["identityfile"]);
    }

    [Theory]
    [InlineData("Port 2222 # ssh", "2222")]
    [InlineData("Port=2222 #", "2222")]
    [InlineData("Port 2222\t#ssh", "2222")]
    [InlineData("Port 22#22", "22#22")]
    [InlineData("Port \"22 # 22\" # ssh", "\"22 # 22\"")]
    public void A_word_that_begins_with_a_number_sign_begins_a_comment(string line, string value)
    {
        File.WriteAllText(_file, $"Host web # the prod box\nUser prod\nHost prod\n{line}\n");

        Assert.Equal([new SshConfigLine("port", value)], SshConfigReader.Read([_file], "prod"));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("Host *\n  User me\n  HostName %h.example.com\n# Match all\n", true)]
    [InlineData("Include /no/such/folder/*.conf", true)]
    [InlineData("Include /etc/pass*", false)]
    [InlineData("Include config.d/*", false)]
    [InlineData("Include ~/.ssh/more", false)]
    [InlineData("Match host web1\n", false)]
    [InlineData("IdentityFile ~/.ssh/%h", false)]
    [InlineData("IdentityAgent $AGENT", false)]
    [InlineData("HostName %n.example.com", false)]
    [InlineData("CanonicalizeHostname yes", false)]
    public void What_the_reader_does_not_know_is_left_to_ssh(string text, bool isPlain)
    {
        File.WriteAllText(_file, text);

        Assert.Equal(isPlain, SshConfigReader.IsPlain([_file]));
    }

    [Fact]
    public void A_name_in_quotes_may_hold_blanks()
    {
        File.WriteAllText(_file, "User \"me\"\nIdentityFile \"/my keys/id\"\nIdentityFile /other\nUserKnownHostsFile \"/my hosts/a\" /b\nHost \"web1\" \"web 2\"\n  Port 7\n");
        var config = new SshConfig(SshConfigReader.Read([_file], "web1").ToLookup(line => line.Keyword, line => line.Value));

        Assert.Equal(["/my keys/id", "/other"], config.Paths("identityfile"));
        Assert.Equal(["/my hosts/a", "/b"], config.ListedPaths("userknownhostsfile"));
        Assert.Equal(("me", "7"), (config.Find("user"), config.Find("port")));
    }

    [Fact]
    public void The_first_value_wins_and_none_is_none()
    {
        File.WriteAllText(_file, "ProxyCommand none\nPort 1\nPort 2\n");
        var config = new SshConfig(SshConfigReader.Read([_file], "web1").ToLookup(line => line.Keyword, line => line.Value));

        Assert.Equal(("1", null, "none"), (config.Find("port"), config.Find("proxycommand"), config.First("proxycommand")));
        Assert.Equal(["/usual"], config.Paths("identityfile", "/usual"));
    }
}
