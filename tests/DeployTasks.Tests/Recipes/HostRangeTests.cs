using DeployTasks.Recipes;

namespace DeployTasks.Tests.Recipes;

public class HostRangeTests
{
    [Theory]
    [InlineData("web[1:3]", "web1 web2 web3")]
    [InlineData("web[3:1]", "web3 web2 web1")]
    [InlineData("web[08:11].example.org", "web08.example.org web09.example.org web10.example.org web11.example.org")]
    [InlineData("web[00:02]", "web00 web01 web02")]
    [InlineData("web[001:003]", "web001 web002 web003")]
    [InlineData("web[a:c]", "weba webb webc")]
    [InlineData("web[C:A]", "webC webB webA")]
    [InlineData("h[1:2]d[a:b]", "h1da h1db h2da h2db")]
    [InlineData("web[01:03]-[a:b]", "web01-a web01-b web02-a web02-b web03-a web03-b")]
    [InlineData("[::1]", "[::1]")]
    [InlineData("[2001:db8::5]", "[2001:db8::5]")]
    [InlineData("::1", "::1")]
    [InlineData("xn--bcher-kva.example", "xn--bcher-kva.example")]
    [InlineData("example.org/blue[1:2]", "example.org/blue1 example.org/blue2")]
    public void Every_bracket_is_a_range_of_its_own(string written, string expected) =>
        Assert.Equal(expected, string.Join(' ', RecipeFiles.Read($"hosts: {{\"{written}\": }}").Hosts.Select(host => host.Alias)));

    [Theory]
    [InlineData("web[1]")]
    [InlineData("web[]")]
    [InlineData("web[1:2:3]")]
    [InlineData("web[a:C]")]
    [InlineData("web[a:3]")]
    [InlineData("web[-1:3]")]
    [InlineData("web[1:3")]
    [InlineData("web1:3]")]
    [InlineData("web]1:3[")]
    [InlineData("web[1:10001]")]
    [InlineData("web[1:2000][1:2000]")]
    [InlineData("web[1:99999999999]")]
    public void What_is_no_range_is_refused(string written) =>
        Assert.Contains("deploy.yaml(1,9): DT1027: ", RecipeFiles.MistakesOf($"hosts: {{\"{written}\": }}"));

    [Theory]
    [InlineData("-oProxyCommand=touch /tmp/x")]
    [InlineData("a`id`")]
    [InlineData("a b")]
    [InlineData("a\\nb")]
    [InlineData("a%h")]
    [InlineData("a,b")]
    [InlineData("")]
    [InlineData("all")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[::1%25h]")]
    [InlineData("host/")]
    [InlineData("/host")]
    [InlineData("host/../x")]
    [InlineData("bücher")]
    public void Names_that_ssh_or_a_selector_would_misread_are_refused(string name) =>
        Assert.Matches("DT10(10|27)", RecipeFiles.MistakesOf($"hosts: {{\"{name}\": }}"));

    [Fact]
    public void A_name_of_300_characters_is_refused_and_shown_short()
    {
        var mistakes = RecipeFiles.MistakesOf($"hosts: [\"{new string('a', 300)}\"]");
        Assert.Contains("DT1010", mistakes);
        Assert.True(mistakes.Length < 300);
    }

    [Fact]
    public void Ten_thousand_hosts_are_the_most() =>
        Assert.Contains("DT1027", RecipeFiles.MistakesOf("hosts: [\"a[1:6000]\", \"b[1:6000]\"]"));

    [Fact]
    public void The_alias_is_the_address_unless_said_otherwise()
    {
        var hosts = RecipeFiles.Read("""
            hosts:
              example.org/blue:
              "[::1]":
              "web[1:2]": {hostname: "{{alias}}.example.org"}
              here: {connection: local}
            """).Hosts;
        Assert.Equal(["example.org", "::1", "web1.example.org", "web2.example.org", "here"],
            hosts.Select(host => new Settings(host.Settings).Text("hostname")));
        Assert.Equal("example.org/blue", new Settings(hosts[0].Settings).Text("alias"));
        Assert.Equal(new Text("local"), hosts[^1].Settings["connection"]);
    }
}
