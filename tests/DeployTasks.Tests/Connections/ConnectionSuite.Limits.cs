using System.Diagnostics;
using DeployTasks.Connections;

namespace DeployTasks.Tests.Connections;

public abstract partial class ConnectionSuite
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(0.7);

    [Fact]
    public async Task A_time_out_ends_the_whole_tree_of_the_command_and_nothing_else()
    {
        await RunAsync("setsid sleep 60 >/dev/null 2>&1 & echo $!");
        var daemon = TakeLines().Single();

        var result = await RunAsync("echo $$; (sleep 50 & echo $!; sleep 50) & sleep 50", timeout: Short);

        Assert.Equal((RemoteEnd.TimedOut, null), (result.End, result.Exit));
        foreach (var pid in TakeLines())
        {
            Assert.False(await IsAliveAsync(pid), $"{pid} lives on");
        }

        Assert.True(await IsAliveAsync(daemon));
        await RunAsync($"kill {daemon}");
    }

    [Fact]
    public async Task A_command_that_ignores_TERM_is_killed_after_two_seconds()
    {
        var clock = Stopwatch.StartNew();

        var result = await RunAsync("trap '' TERM; echo $$; while :; do sleep 1; done", timeout: Short);

        Assert.Equal(RemoteEnd.TimedOut, result.End);
        Assert.InRange(clock.Elapsed.TotalSeconds, 2, 6);
        Assert.False(await IsAliveAsync(TakeLines().Single()));
    }

    [Fact]
    public async Task TERM_lets_a_command_tidy_up()
    {
        await RunAsync("trap 'echo tidy; exit 0' TERM; sleep 50 & wait", timeout: Short);

        Assert.Equal("tidy\n", Out);
    }

    [Fact]
    public async Task Silence_ends_a_command_and_words_keep_it_going()
    {
        var busy = await RunAsync("for i in 1 2 3 4 5 6; do echo $i; sleep 0.3; done", idleTimeout: TimeSpan.FromSeconds(1.5));
        var idle = await RunAsync("echo last words; sleep 50", idleTimeout: Short);

        Assert.True(busy.IsSuccess);
        Assert.Equal(RemoteEnd.IdleTimedOut, idle.End);
        Assert.EndsWith("last words\n", Out);
    }

    [Fact]
    public async Task Cancelling_ends_the_command_and_the_session_goes_on()
    {
        using var cancel = new CancellationTokenSource(Short);

        var result = await Session.RunAsync(new RemoteCommand("echo $$; sleep 50"), Keep, cancel.Token);

        Assert.Equal(RemoteEnd.Cancelled, result.End);
        Assert.False(await IsAliveAsync(TakeLines().Single()));
    }

    [Fact]
    public async Task A_command_that_kills_the_framing_shell_is_lost_and_the_next_gets_a_new_one()
    {
        var lost = await RunAsync("kill -9 $PPID");
        var next = await RunAsync("echo alive");

        Assert.Equal((RemoteEnd.ConnectionLost, null), (lost.End, lost.Exit));
        Assert.True(next.IsSuccess);
        Assert.Equal("alive\n", Out);
    }

    private string[] TakeLines()
    {
        var lines = Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        _out.SetLength(0);
        return lines;
    }
}
