namespace DeployTasks.Tests;

public sealed class LightThreadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task It_runs_beside_its_starter_in_the_background()
    {
        var seen = new TaskCompletionSource<(int Thread, bool IsBackground)>();
        using var goOn = new ManualResetEventSlim();

        LightThread.Start(() =>
        {
            goOn.Wait(Patience);
            seen.SetResult((Environment.CurrentManagedThreadId, Thread.CurrentThread.IsBackground));
        });
        var starter = Environment.CurrentManagedThreadId;
        goOn.Set();

        var (thread, isBackground) = await seen.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.NotEqual(starter, thread);
        Assert.True(isBackground);
    }

    [Fact]
    public async Task It_has_room_for_deep_calls()
    {
        var depth = new TaskCompletionSource<int>();

        LightThread.Start(() => depth.SetResult(Descend(10_000)));

        Assert.Equal(10_000, await depth.Task.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Those_that_have_ended_leave_no_stack_behind()
    {
        const int Many = 500;
        var before = Mappings();

        for (var i = 0; i < Many; i++)
        {
            using var ended = new ManualResetEventSlim();
            LightThread.Start(ended.Set);
            ended.Wait(Patience, TestContext.Current.CancellationToken);
        }

        Assert.InRange(Mappings() - before, int.MinValue, Many / 2);
    }

    private static int Descend(int levels)
    {
        Span<byte> frame = stackalloc byte[100];
        frame.Fill(1);
        return levels == 0 ? frame.Length - 100 : frame[^1] + Descend(levels - 1);
    }

    // Of the memory of this process; the system that has no such list has no leak we could see.
    private static int Mappings() => File.Exists("/proc/self/maps") ? File.ReadLines("/proc/self/maps").Count() : 0;
}
