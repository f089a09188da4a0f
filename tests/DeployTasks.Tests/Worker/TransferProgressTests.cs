using DeployTasks.Worker.Steps;

namespace DeployTasks.Tests.Worker;

public sealed class TransferProgressTests
{
    [Fact]
    public void It_is_told_four_times_a_second_and_at_the_end()
    {
        var clock = new HandClock();
        var told = new List<long>();
        var progress = new TransferProgress(clock, (done, _) => told.Add(done));
        for (var done = 1; done <= 10; done++)
        {
            clock.Milliseconds += 100;
            progress.Reach(done, 10);
        }

        Assert.Equal([3, 6, 9, 10], told);
    }

    private sealed class HandClock : TimeProvider
    {
        public long Milliseconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Milliseconds;
    }
}
