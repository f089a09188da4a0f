using DeployTasks.SshNet.Channels;

namespace DeployTasks.Tests.SshNet;

/// <summary>What keeps a host that talks from filling our memory.</summary>
public sealed class CommandOutputTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public void What_is_said_is_handed_on_at_once_and_the_end_with_it()
    {
        var heard = new List<(bool IsError, string Bytes)>();
        var output = new CommandOutput(isError: true);
        output.Listen((isError, bytes) => heard.Add((isError, string.Join(' ', bytes.ToArray()))));

        output.Write([0, 1, 2, 3], 1, 2);
        output.Write([9], 0, 1);
        output.Dispose();
        output.Dispose();

        Assert.Equal([(true, "1 2"), (true, "9"), (true, "")], heard);
    }

    [Fact]
    public async Task What_comes_before_anybody_listens_waits_for_him()
    {
        var heard = new List<int>();
        var output = new CommandOutput(isError: false);
        var writing = Task.Run(() => output.Write([1, 2, 3], 0, 3));

        Assert.NotSame(writing, await Task.WhenAny(writing, Task.Delay(Moment)));
        output.Listen((_, bytes) => heard.Add(bytes.Length));

        await writing.WaitAsync(Patience);
        Assert.Equal([3], heard);
    }

    [Fact]
    public void Who_listens_after_the_end_hears_the_end()
    {
        var heard = new List<int>();
        var output = new CommandOutput(isError: false);
        output.Dispose();

        output.Listen((_, bytes) => heard.Add(bytes.Length));

        Assert.Equal([0], heard);
    }

    [Fact]
    public async Task The_host_waits_as_long_as_the_receiver_takes_and_its_silence_is_excused()
    {
        using var free = new ManualResetEventSlim();
        var output = new CommandOutput(isError: false);
        output.Listen((_, _) => free.Wait());
        var writing = Task.Run(() => output.Write([1], 0, 1));

        Assert.NotSame(writing, await Task.WhenAny(writing, Task.Delay(Moment)));
        Assert.True(output.IsStalled);
        free.Set();

        await writing.WaitAsync(Patience);
        Assert.False(output.IsStalled);
    }

    [Fact]
    public async Task Who_writes_is_let_go_when_nobody_will_listen()
    {
        var output = new CommandOutput(isError: false);
        var writing = Task.Run(() => output.Write(new byte[1_000_000], 0, 1_000_000));
        await Task.WhenAny(writing, Task.Delay(Moment));

        output.Abandon();

        await writing.WaitAsync(Patience);
        Assert.False(output.IsStalled);
    }
}
