using System.IO.Pipelines;
using DeployTasks.Connections.Framing;

namespace DeployTasks.Connections;

/// <summary>One command with a stream of bytes to or from it, beside the shell.</summary>
internal sealed class SideChannel(IConnection connection, Account account, RemoteCommand command)
{
    // How long a broken transfer waits for the word of the command that broke it.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    public async Task<RemoteResult> SendAsync(Func<Stream, CancellationToken, Task> write, CancellationToken cancel)
    {
        var process = await OpenAsync(cancel);
        var frame = new Frame(1, (_, _) => { }, saysItsPid: true);
        var started = Start(process, frame, withInput: true);
        return await MoveAsync(process, frame, WriteAllAsync, cancel);

        async Task WriteAllAsync(CancellationToken stop)
        {
            await started.WaitAsync(stop);
            await write(process.Input, stop);
            await process.Input.DisposeAsync();
        }
    }

    public async Task<RemoteResult> ReceiveAsync(Func<Stream, CancellationToken, Task> read, CancellationToken cancel)
    {
        var pipe = new Pipe();
        var process = await OpenAsync(cancel);
        var frame = new Frame(1, (isError, bytes) => Pass(isError, bytes, pipe.Writer), saysItsPid: true) { DropsNoise = true };
        _ = frame.Ended.ContinueWith(_ => pipe.Writer.Complete(), TaskScheduler.Default);
        _ = Start(process, frame, withInput: false);
        var reading = Task.CompletedTask;
        var result = await MoveAsync(process, frame, stop => reading = ReadAllAsync(stop), cancel);
        if (result.IsSuccess)
        {
            // The host has sent it all, but nobody may take it for whole whom we could not give it to.
            await reading;
        }

        return result;

        async Task ReadAllAsync(CancellationToken stop)
        {
            await using var output = pipe.Reader.AsStream();
            await read(output, stop);
        }
    }

    private async Task<FramedProcess> OpenAsync(CancellationToken cancel) =>
        new(await connection.OpenExecAsync(Loader.Command(command.As), cancel));

    private Task Start(FramedProcess process, Frame frame, bool withInput)
    {
        var script = account.Script with { Nonce = process.Nonce };
        return process.Start(frame, Loader.Feed(script.Alone(command, withInput), process.Nonce));
    }

    // The command and the transfer end each other: one that is over takes no more bytes, and when our side of the
    // transfer breaks, the command must not take what came for the whole.
    private async Task<RemoteResult> MoveAsync(
        FramedProcess process, Frame frame, Func<CancellationToken, Task> move, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var moving = move(stop.Token);
        var waiting = Task.Run(() => Patience.Wait(frame, command, stop.Token), CancellationToken.None);
        await Task.WhenAny(moving, waiting);
        if (moving.IsFaulted && await Task.WhenAny(waiting, Task.Delay(Settling, cancel)) != waiting)
        {
            await stop.CancelAsync();
        }

        var cause = await waiting;
        if (cause is not null)
        {
            await stop.CancelAsync();
        }

        var result = await Task.Run(() => account.Finish(frame, cause), CancellationToken.None);
        await process.DisposeAsync();
        await moving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return cause == RemoteEnd.Cancelled && !cancel.IsCancellationRequested ? throw moving.Exception!.InnerException! : result;
    }

    private static void Pass(bool isError, ReadOnlyMemory<byte> bytes, PipeWriter writer)
    {
        if (!isError)
        {
            // Blocks the reading thread while the taker is slow, and with it the host.
            _ = writer.WriteAsync(bytes, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }
    }
}
