using DeployTasks.SshNet.Channels;

namespace DeployTasks.Tests.SshNet;

/// <summary>What keeps a host that talks from filling our memory.</summary>
public sealed class InboxTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task Bytes_come_out_as_they_went_in_whatever_their_portions()
    {
        var bytes = new byte[3_000_000];
        Random.Shared.NextBytes(bytes);
        var inbox = new Inbox();
        var writing = Task.Run(() =>
        {
            for (var at = 0; at < bytes.Length;)
            {
                var portion = Math.Min(Random.Shared.Next(1, 100_000), bytes.Length - at);
                inbox.Write(bytes, at, portion);
                at += portion;
            }

            inbox.Dispose();
        });

        using var got = new MemoryStream();
        var buffer = new byte[30_000];
        while (inbox.Read(buffer, 7, Random.Shared.Next(1, 20_000)) is > 0 and var count)
        {
            got.Write(buffer, 7, count);
        }

        await writing;
        Assert.Equal(bytes, got.ToArray());
    }

    [Fact]
    public async Task Who_writes_waits_for_who_reads()
    {
        var inbox = new Inbox();
        var writing = Task.Run(() => inbox.Write(new byte[1_000_000], 0, 1_000_000));

        Assert.NotSame(writing, await Task.WhenAny(writing, Task.Delay(Moment)));
        Assert.True(inbox.IsFull);
        var buffer = new byte[1_000_000];
        for (var left = 1_000_000; left > 0;)
        {
            left -= inbox.Read(buffer, 0, left);
        }

        await writing;
        Assert.False(inbox.IsFull);
    }

    [Fact]
    public async Task Who_writes_is_let_go_when_nobody_reads_on()
    {
        var inbox = new Inbox();
        var writing = Task.Run(() => inbox.Write(new byte[1_000_000], 0, 1_000_000));
        await Task.WhenAny(writing, Task.Delay(Moment));

        inbox.Abandon();

        await writing.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False(inbox.IsFull);
    }

    [Fact]
    public void The_end_comes_after_what_is_there()
    {
        var inbox = new Inbox();
        inbox.Write([1, 2, 3], 0, 3);
        inbox.Dispose();

        var buffer = new byte[10];
        Assert.Equal((3, 0), (inbox.Read(buffer, 0, 10), inbox.Read(buffer, 0, 10)));
    }
}
