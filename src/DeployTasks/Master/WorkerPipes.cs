using DeployTasks.Wire;

namespace DeployTasks.Master;

/// <summary>The lines between us and one worker.</summary>
internal sealed class WorkerPipes : IAsyncDisposable
{
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(1);

    private readonly IWorkerProcess _process;
    private readonly LineReader _lines;
    private readonly Timer _watch;
    private readonly Task _drained;
    private readonly SemaphoreSlim _writing = new(1);

    /// <param name="silent">Called when we have listened in vain for too long.</param>
    public WorkerPipes(IWorkerProcess process, Action silent)
    {
        (_process, _lines) = (process, new LineReader(process.Output));
        _watch = new Timer(_ => silent());
        _drained = DrainAsync();
    }

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
    public async Task<byte[]?> ReadAsync(TimeSpan patience)
    {
        _watch.Change(patience, Timeout.InfiniteTimeSpan);
        var read = _lines.ReadAsync(CancellationToken.None);
        await Task.WhenAny(read, _drained);
        _watch.Change(Timeout.Infinite, Timeout.Infinite);
        return read.IsCompleted ? await read : null;
    }

    /// <summary>The end of its stdin, which tells a worker to stop.</summary>
    public ValueTask HangUpAsync() => _process.Input.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        _writing.Dispose();
    }

    /// <summary>A process that outlives the worker may hold its stdout; nobody waits for that one.</summary>
    private async Task DrainAsync()
    {
        await _process.Completion;
        await Task.Delay(DrainPatience);
    }
}
