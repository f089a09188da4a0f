using DeployTasks.Wire;

namespace DeployTasks.Master;

/// <summary>The lines between us and one worker.</summary>
internal sealed class WorkerPipes : IAsyncDisposable
{
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(1);

    private readonly IWorkerProcess _process;
    private readonly LineReader _lines;
    private readonly Timer _watch;
    private readonly SemaphoreSlim _writing = new(1);

    /// <param name="silent">Called when we have listened in vain for too long.</param>
    public WorkerPipes(IWorkerProcess process, Action silent)
    {
        (_process, _lines) = (process, new LineReader(process.Output));
        _watch = new Timer(_ => silent());
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
        _watch.Change(patience, Timeout.InfiniteTimeSpan);
        var line = _lines.Read();
        _watch.Change(Timeout.Infinite, Timeout.Infinite);
        return line;
    }

    /// <summary>The end of its stdin, which tells a worker to stop.</summary>
    public ValueTask HangUpAsync() => _process.Input.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        _writing.Dispose();
    }

    private async Task DrainAsync()
    {
        await _process.Completion;
        await Task.Delay(DrainPatience);
    }
}
