using DeployTasks.Lab;
using DeployTasks.SshNet;

namespace DeployTasks.Tests.SshNet;

public sealed class HeartBeatTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Silence_is_death_and_it_comes_once()
    {
        using var never = new ManualResetEventSlim();
        var deaths = 0;
        using var heart = new HeartBeat(never.Wait, () => false, () => deaths++);

        heart.Start(Interval);
        await Poll.UntilAsync(() => Volatile.Read(ref deaths) > 0);
        await Task.Delay(Interval * 8, TestContext.Current.CancellationToken);

        never.Set();
        Assert.Equal(1, deaths);
    }

    [Theory]
    [InlineData(true, false), InlineData(false, true)]
    public async Task An_answer_is_life_and_so_is_a_reader_who_lets_the_host_wait(bool answers, bool excused)
    {
        using var never = new ManualResetEventSlim(answers);
        var (asked, deaths) = (0, 0);
        using var heart = new HeartBeat(Ping, () => Interlocked.Increment(ref asked) > 0 && excused, () => deaths++);

        // Long enough for an answer on a busy machine, where a thread may start late.
        heart.Start(answers ? Interval * 8 : Interval);
        await Poll.UntilAsync(() => Volatile.Read(ref asked) >= 5);

        never.Set();
        Assert.Equal(0, deaths);

        void Ping()
        {
            never.Wait();
            Interlocked.Increment(ref asked);
        }
    }

    [Fact]
    public async Task No_interval_is_no_heart()
    {
        var beats = 0;
        using var heart = new HeartBeat(() => beats++, () => false, () => { });

        heart.Start(TimeSpan.Zero);
        await Task.Delay(Interval * 4, TestContext.Current.CancellationToken);

        Assert.Equal(0, beats);
    }
}
