using DeployTasks.Wire;

namespace DeployTasks.Master;

/// <summary>The lines between us and one worker.</summary>
internal sealed class WorkerPipes : IAsyncDisposable
{
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(1);

    private readonly IWorkerProcess _process;
    private readonly LineReader _lines;
    private readonly ITimer _watch;
    private readonly Action _silent;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Lock _gate = new();
    private TimeSpan _pause;
    private int _looks;

    /// <param name="process">The other end.</param>
    /// <param name="clock">Keeps the time of the silence.</param>
    /// <param name="silent">Called when we have listened in vain for too long.</param>
    public WorkerPipes(IWorkerProcess process, TimeProvider clock, Action silent)
    {
        (_process, _lines, _silent) = (process, new LineReader(process.Output), silent);
        _watch = clock.CreateTimer(_ => Look(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Drained = DrainAsync();
    }

    /// <summary>No more lines are to be expected. A process that outlives the worker may hold its stdout; nobody waits for that one.</summary>
    public Task Drained { get; }

    /// <summary>What cannot be written any more is for nobody: the reader finds out how the worker ended.</summary>
    public async Task WriteAsync(Command command)
    {
        await _writing.WaitAsync();
        try
        {
            await _process.Input.WriteAsync((byte[])[.. WireJson.Write(command), (byte)'\n']);
            await _process.Input.FlushAsync();
        }
        catch (Exception broken) when (broken is IOException or ObjectDisposedException)
        {
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>The next line; null at the end. Silence counts only while we listen: a slow output is no dead worker.</summary>
    public byte[]? Read(TimeSpan patience)
    {
        Watch(patience / 2, looks: 2);
        var line = _lines.Read();
        Watch(Timeout.InfiniteTimeSpan, looks: 0);
        return line;
    }

    /// <summary>The end of its stdin, which tells a worker to stop.</summary>
    public ValueTask HangUpAsync() => _process.Input.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        _writing.Dispose();
    }

    private void Watch(TimeSpan pause, int looks)
    {
        lock (_gate)
        {
            (_pause, _looks) = (pause, looks);
            _watch.Change(pause, Timeout.InfiniteTimeSpan);
        }
    }

    // Twice, more than a heartbeat apart: we may have been asleep (Ctrl-Z, a lid that was shut), the worker too, and what it said
    // before that lies unread.
    private void Look()
    {
        lock (_gate)
        {
            if (--_looks > 0)
            {
                _watch.Change(_pause, Timeout.InfiniteTimeSpan);
            }

            if (_looks != 0)
            {
                return;
            }
        }

        _silent();
    }

    private async Task DrainAsync()
    {
        await _process.Completion;
        await Task.Delay(DrainPatience);
    }
}
