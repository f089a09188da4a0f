using System.IO.Pipelines;
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
        await shell.EndAsync(outFirst, errorFirst);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        var frame = new Frame(1, (_, _) => { });

        process.Start(frame, "exit");
        await shell.EndAsync(!outFirst, !errorFirst);

        await frame.Ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Null(frame.Exit);
        Assert.True(process.IsOver);
    }

    private sealed class DeadShell : IRemoteProcess
    {
        private readonly Pipe _out = new();
        private readonly Pipe _error = new();

        public Stream Input => Stream.Null;
        public Stream Output => _out.Reader.AsStream();
        public Stream Error => _error.Reader.AsStream();
        public Task<int?> Completion => Task.FromResult<int?>(null);

        public async Task EndAsync(bool output, bool error)
        {
            if (output)
            {
                await _out.Writer.CompleteAsync();
            }

            if (error)
            {
                await _error.Writer.CompleteAsync();
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
