using DeployTasks.Lab;
using DeployTasks.SshNet;

namespace DeployTasks.Tests.SshNet;

public sealed class HeartBeatTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void Silence_is_death_and_it_comes_once()
    {
        using var never = new ManualResetEventSlim();
        var deaths = 0;
        var heart = new HeartBeat(Interval, never.Wait, () => false, () => deaths++);

        Beat(heart, times: 3);
        var early = deaths;
        Beat(heart, times: 5);

        never.Set();
        Assert.Equal((0, 1), (early, deaths));
    }

    [Fact]
    public async Task An_answer_is_life()
    {
        var (asked, answered, deaths) = (0, 0, 0);
        using var answer = new ManualResetEventSlim();
        var heart = new HeartBeat(Interval, Ping, () => false, () => deaths++);

        for (var round = 1; round <= 5; round++)
        {
            answer.Reset();
            heart.Beat();
            await Poll.UntilAsync(() => Volatile.Read(ref asked) == round);
            heart.Beat();
            answer.Set();
            await Poll.UntilAsync(() => Volatile.Read(ref answered) == round);

            // Until its thread has ended.
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, deaths);

        void Ping()
        {
            Interlocked.Increment(ref asked);
            answer.Wait();
            Interlocked.Increment(ref answered);
        }
    }

    [Fact]
    public void A_reader_who_lets_the_host_wait_is_life_too()
    {
        using var never = new ManualResetEventSlim();
        var deaths = 0;
        var heart = new HeartBeat(Interval, never.Wait, () => true, () => deaths++);

        Beat(heart, times: 10);

        never.Set();
        Assert.Equal(0, deaths);
    }

    [Fact]
    public void No_interval_is_no_heart()
    {
        Assert.Equal(Timeout.InfiniteTimeSpan, new HeartBeat(TimeSpan.Zero, () => { }, () => false, () => { }).Interval);
        Assert.Equal(Interval, new HeartBeat(Interval, () => { }, () => false, () => { }).Interval);
    }

    private static void Beat(HeartBeat heart, int times)
    {
        for (var beat = 0; beat < times; beat++)
        {
            heart.Beat();
        }
    }
}
