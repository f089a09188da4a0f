using DeployTasks.Connections;

namespace DeployTasks.Tests.Connections;

public abstract partial class ConnectionSuite
{
    [Fact]
    public async Task Another_user_has_a_shell_and_a_home_of_its_own()
    {
        await RunAsync("id -un; echo $HOME; echo to error >&2", user: "nobody");
        await RunAsync("id -un");

        Assert.Equal($"nobody\n/nonexistent\n{Environment.UserName}\n", Out);
        Assert.Equal("to error\n", Error);
    }

    [Fact]
    public async Task The_commands_of_another_user_end_in_time_too()
    {
        var result = await RunAsync("echo $$; trap '' TERM; sleep 50; sleep 50", user: "nobody", timeout: Short);

        Assert.Equal(RemoteEnd.TimedOut, result.End);
        Assert.False(await IsAliveAsync(TakeLines().Single()));
    }

    [Fact]
    public async Task A_user_that_sudo_does_not_let_us_become_is_named()
    {
        var result = await RunAsync("id", user: "nobody-at-all");

        Assert.Equal((RemoteEnd.NotStarted, "DT4015"), (result.End, result.Error?.Code));
        Assert.Contains("nobody-at-all", result.Error!.What);
    }

    [Fact]
    public async Task A_user_name_that_is_more_than_a_name_is_refused()
    {
        var result = await RunAsync("id", user: "root;touch /tmp/pwned");

        Assert.Equal((RemoteEnd.NotStarted, "DT1011"), (result.End, result.Error?.Code));
    }
}
