using System.Collections.Immutable;
using DeployTasks.Connections;
using DeployTasks.Connections.Config;
using DeployTasks.Recipes;

namespace DeployTasks.Tests.Connections;

public sealed class ServersOnTheWayTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("web1", "web1:22")]
    [InlineData("alias", "10.0.0.5:2200")]
    [InlineData("inner", "outer.example.com:22,gate.example.com:2222,inner:22")]
    [InlineData("far", "outer.example.com:22,gate.example.com:2222,second:2022,far:22")]
    [InlineData("open", "open:22")]
    [InlineData("commanded", "nc -X connect %h %p")]
    [InlineData("inside", "house:22,house:22")]
    [InlineData("circle", "")]
    public void All_servers_of_a_login_are_named_by_what_ssh_config_makes_of_them(string host, string expected)
    {
        File.WriteAllText(_file, """
            Host alias
              HostName 10.0.0.5
              Port 2200
            Host inner
              ProxyJump gate
            Host gate
              HostName gate.example.com
              Port 2222
              ProxyJump outer.example.com
            Host far
              ProxyJump gate,me@second:2022
            Host commanded
              ProxyCommand nc -X connect %h %p
            Host circle
              ProxyJump circle
            Host inside
              HostName house
              ProxyJump door
            Host door
              HostName house
            Host open
              ProxyJump none
            """);

        Assert.Equal(expected, string.Join(',', ServersOnTheWay.To(host, Of(("config_file", _file)))));
    }

    [Fact]
    public void The_recipe_wins_over_ssh_config_and_what_is_wrong_is_left_to_the_worker()
    {
        File.WriteAllText(_file, "Host web1\n  Port 2200\n  HostName 10.0.0.5\n");

        Assert.Equal(["10.0.0.5:22"], ServersOnTheWay.To("web1", Of(("config_file", _file), ("port", "22"))));
        Assert.Equal(["x:22"], ServersOnTheWay.To("web1", Of(("config_file", _file), ("hostname", "x"))));
        Assert.Empty(ServersOnTheWay.To("web1", Of(("hostname", "{{nobody}}"))));
        Assert.Empty(ServersOnTheWay.To("web1", Of(("config_file", "/nowhere"))));
        Assert.Empty(ServersOnTheWay.To("web1", Of(("connection", "local"))));
    }

    // Only root may read a file that nobody may read; this one not even root.
    [Fact]
    public void A_file_that_cannot_be_read_is_left_to_the_worker_who_says_so()
    {
        Assert.Empty(ServersOnTheWay.To("web1", Of(("config_file", "/proc/self/mem"))));
        var fault = Assert.Throws<ConnectionFailedException>(() => Route.To(new ConnectionSettings("web1", "web1") { ConfigFile = "/proc/self/mem" }));
        Assert.Equal(("DT4016", ExitCode.Usage), (fault.Fault.Error.Code, fault.Fault.Error.Exit));
    }

    [Fact]
    public async Task A_command_of_ssh_config_that_hangs_is_given_up()
    {
        File.WriteAllText(_file, "Match exec \"sleep 86421\"\n  Port 7\n");

        var asked = Task.Run(() => ServersOnTheWay.To("web1", Of(("config_file", _file))));

        Assert.Empty(await asked.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    private static Settings Of(params (string Name, string Text)[] settings) => new(
        settings.ToImmutableSortedDictionary(setting => setting.Name, Value (setting) => new Text(setting.Text)));
}
