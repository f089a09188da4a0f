using DeployTasks.Connections;
using DeployTasks.Lab;

namespace DeployTasks.Tests.Connections;

public abstract partial class ConnectionSuite
{
    [Fact]
    public async Task An_orphan_ends_with_its_command_and_one_of_an_earlier_command_stays()
    {
        await RunAsync("sleep 60 >/dev/null 2>&1 & echo $!");
        var earlier = TakeLines().Single();

        await RunAsync("(sleep 50 >/dev/null 2>&1 & echo $!); sleep 50", timeout: Short);

        Assert.False(await IsAliveAsync(TakeLines().Single()), "the orphan lives on");
        Assert.True(await IsAliveAsync(earlier));
        await RunAsync($"kill {earlier}");
    }

    [Fact]
    public async Task A_descendant_with_a_group_or_session_of_its_own_ends_too()
    {
        await File.WriteAllTextAsync(_folder + "/say", "echo $$; exec sleep 50", Cancel);

        await RunAsync("timeout 50 sh ./say & setsid sh ./say & sleep 50", timeout: Short, cwd: _folder);

        var pids = TakeLines();
        Assert.Equal(2, pids.Length);
        foreach (var pid in pids)
        {
            Assert.False(await IsAliveAsync(pid), $"{pid} lives on");
        }
    }

    [Fact]
    public async Task A_descendant_that_ignores_TERM_is_killed_although_the_command_obeys_it()
    {
        await File.WriteAllTextAsync(_folder + "/stubborn", "trap '' TERM; echo $$; while :; do sleep 1; done", Cancel);

        await RunAsync("sh ./stubborn & wait", timeout: Short, cwd: _folder);

        var stubborn = TakeLines().Single();
        await Poll.UntilAsync(async () => !await IsAliveAsync(stubborn));
    }

    [Theory]
    [InlineData("kill 0; sleep 5"), InlineData(": $$; kill 0; sleep 5"), InlineData("kill -HUP 0; sleep 5")]
    public async Task A_command_that_kills_its_group_ends_and_the_session_goes_on(string command)
    {
        var killed = await RunAsync(command);
        var next = await RunAsync("echo alive");

        Assert.Equal(RemoteEnd.Signalled, killed.End);
        Assert.True(next.IsSuccess);
        Assert.Equal("alive\n", Out);
    }

    [Fact]
    public async Task A_command_has_a_pid_of_its_own_and_every_command_another()
    {
        await RunAsync("echo $$; sh -c 'echo $PPID'");
        var first = TakeLines();
        await RunAsync("echo $$");

        Assert.Equal(first[0], first[1]);
        Assert.NotEqual(first[0], TakeLines().Single());
    }

    [Fact]
    public async Task Nothing_of_ours_stands_in_the_shell_of_a_command()
    {
        await RunAsync("echo \"${p-}${r-}${n-}${t-}${cat-}\"; trap | grep -c TERM; (end; look; victims 1) 2>/dev/null; echo $?; echo \"$0\"; trap 'echo bye' EXIT; :");

        Assert.Equal("\n0\n127\nsh\nbye\n", Out);
    }
}
