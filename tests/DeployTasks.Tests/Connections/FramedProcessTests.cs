using DeployTasks.Connections;
using DeployTasks.Connections.Framing;

namespace DeployTasks.Tests.Connections;

public sealed class FramedProcessTests
{
    [Theory]
    [InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public async Task A_command_ends_although_a_stream_was_over_before_it_began(bool outFirst, bool errorFirst)
    {
        var shell = new DeadShell();
        await using var process = new FramedProcess(shell);
        shell.End(outFirst, errorFirst);
        var frame = new Frame(1, (_, _) => { });

        await process.Start(frame, "exit");
        shell.End(!outFirst, !errorFirst);

        await frame.Ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Null(frame.Exit);
        Assert.True(process.IsOver);
        await process.Gone.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private sealed class DeadShell : IRemoteProcess
    {
        private ReceiveOutput? _receive;

        public Stream Input => Stream.Null;
        public int? Exit => null;

        public void Listen(ReceiveOutput receive) => _receive = receive;

        public bool WaitForEnd(TimeSpan limit) => true;

        public void End(bool output, bool error)
        {
            if (output)
            {
                _receive!(isError: false, default);
            }

            if (error)
            {
                _receive!(isError: true, default);
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
