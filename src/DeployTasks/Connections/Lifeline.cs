using DeployTasks.Connections.Framing;

namespace DeployTasks.Connections;

/// <summary>
/// A side channel that stays on the host beside a framed shell. It sends signals, holds the lock's proof of life, and
/// when this process ends, however that comes, its stdin ends and it kills what still runs (design §3.15).
/// </summary>
internal sealed class Lifeline : IAsyncDisposable
{
    private readonly FramedProcess _process;
    private readonly SemaphoreSlim _turn = new(1);
    private int _number;

    private Lifeline(FramedProcess process) => _process = process;

    public static async Task<Lifeline> OpenAsync(IConnection connection, string? user, int shell, CancellationToken cancel)
    {
        var process = new FramedProcess(await connection.OpenExecAsync(Loader.Command(user), cancel));
        var ready = new Frame(0, Ignore);
        await process.StartAsync(ready, Loader.Feed(LifelineScript.For(process.Nonce, shell), process.Nonce), cancel);
        await ready.Ended.WaitAsync(cancel);
        return new Lifeline(process);
    }

    /// <summary>TERM or KILL for a process group; false when the lifeline is cut.</summary>
    public async Task<bool> SignalAsync(string signal, int group, CancellationToken cancel) =>
        await AskAsync(signal, group.ToString(), cancel) is not null;

    public async Task<LockHold> HoldLockAsync(string path, CancellationToken cancel) => await AskAsync("lock", path, cancel) switch
    {
        0 => LockHold.Held,
        1 => LockHold.Busy,
        _ => LockHold.Unsupported,
    };

    /// <summary>A process group outside the shell that must not survive us either.</summary>
    public Task WatchAsync(int group, CancellationToken cancel) => AskAsync("watch", group.ToString(), cancel);

    public Task ForgetAsync(int group, CancellationToken cancel) => AskAsync("forget", group.ToString(), cancel);

    public ValueTask DisposeAsync()
    {
        _turn.Dispose();
        return _process.DisposeAsync();
    }

    private async Task<int?> AskAsync(string verb, string argument, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            var frame = new Frame(++_number, Ignore);
            await _process.StartAsync(frame, $"{frame.Number} {verb} {argument}\n", cancel);
            return await frame.Ended.WaitAsync(cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static void Ignore(bool isError, ReadOnlyMemory<byte> bytes)
    {
    }
}
