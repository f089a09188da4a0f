using System.IO.Pipelines;
using System.Text;
using DeployTasks.Master;

namespace DeployTasks.Tests.Master;

/// <summary>When a worker that says nothing is given up.</summary>
public sealed class WorkerSilenceTests : IAsyncDisposable
{
    private readonly Pipe _output = new();
    private readonly HandTimer _clock = new();
    private readonly WorkerPipes _pipes;
    private int _given;

    public WorkerSilenceTests() => _pipes = new WorkerPipes(new Mute(_output.Reader.AsStream()), _clock, () => _given++);

    public ValueTask DisposeAsync() => _pipes.DisposeAsync();

    [Fact]
    public async Task It_is_given_up_when_it_is_silent_at_the_second_look_too()
    {
        var reading = ReadAsync();
        await _clock.FireAsync();
        Assert.Equal(0, _given);
        await _clock.FireAsync();
        Assert.Equal(1, _given);
        await SayAsync("late");
        await reading;
    }

    [Fact]
    public async Task What_lay_unread_while_we_slept_ourselves_counts()
    {
        for (var round = 0; round < 3; round++)
        {
            var reading = ReadAsync();
            await _clock.FireAsync();
            await SayAsync("alive");
            Assert.Equal("alive", await reading);
        }

        Assert.Equal(0, _given);
    }

    private Task<string> ReadAsync() =>
        Task.Factory.StartNew(() => Encoding.UTF8.GetString(_pipes.Read(TimeSpan.FromHours(1))!), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private async Task SayAsync(string line) => await _output.Writer.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"));

    private sealed class Mute(Stream output) : IWorkerProcess
    {
        public Stream Input => Stream.Null;
        public Stream Output => output;
        public Task<WorkerExit> Completion { get; } = new TaskCompletionSource<WorkerExit>().Task;

        public void Kill()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>One timer, which goes off when the test says so and somebody has set it.</summary>
    private sealed class HandTimer : TimeProvider, ITimer
    {
        private TimerCallback? _ring;
        private volatile bool _isSet;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _ring = callback;
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => _isSet = dueTime != Timeout.InfiniteTimeSpan;

        public async Task FireAsync()
        {
            while (!_isSet)
            {
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }

            _isSet = false;
            _ring!(null);
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
