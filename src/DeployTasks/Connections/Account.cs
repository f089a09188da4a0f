using DeployTasks.Connections.Framing;

namespace DeployTasks.Connections;

/// <summary>Everything that runs on the host as one user: the framed shell, and the lifeline that can end it.</summary>
internal sealed class Account : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly FramedShell _shell;
    private readonly Task<Lifeline> _lifeline;
    private readonly SemaphoreSlim _turn = new(1);

    private Account(FramedShell shell, Task<Lifeline> lifeline) => (_shell, _lifeline) = (shell, lifeline);

    /// <summary>How commands are framed on this host; side channels do it the same way.</summary>
    public FrameScript Script => _shell.Script;

    public bool IsOver { get; private set; }

    /// <param name="user">Null is the login user, whose shell is the connection itself.</param>
    public static async Task<Account> OpenAsync(IConnection connection, string? user, TimeSpan patience, CancellationToken cancel)
    {
        var process = user is null
            ? await connection.OpenShellAsync(cancel)
            : await connection.OpenExecAsync(Become.Command(user, "sh"), cancel);
        var shell = await FramedShell.OpenAsync(process, patience, cancel);

        // Not awaited: the first command need not wait for it.
        return new Account(shell, Lifeline.OpenAsync(connection, user, shell.Pid, CancellationToken.None));
    }

    public async Task<RemoteResult> RunAsync(RemoteCommand command, ReceiveOutput output, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            var frame = await _shell.StartAsync(command, output, cancel);
            var result = await FinishAsync(frame, await Patience.WaitAsync(frame, command, cancel));
            IsOver = _shell.IsOver || !frame.Ended.IsCompleted;
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends a command that has not ended by itself, and says how it went.</summary>
    /// <param name="cause">Why it must end; null when it did so by itself.</param>
    public async Task<RemoteResult> FinishAsync(Frame frame, RemoteEnd? cause)
    {
        if (cause is not null)
        {
            await EndAsync(frame);
        }

        var exit = frame.Ended.IsCompletedSuccessfully ? frame.Ended.Result : null;
        var end = cause ?? exit switch
        {
            null => RemoteEnd.ConnectionLost,
            > 128 and <= 128 + 64 => RemoteEnd.Signalled,
            _ => RemoteEnd.Exited,
        };
        return new RemoteResult(end, end is RemoteEnd.Exited or RemoteEnd.Signalled ? exit : null, frame.Out, frame.ErrorTail);
    }

    /// <summary>Lets the lifeline end a command that is not the shell's child, while <paramref name="frame"/> runs.</summary>
    public async Task GuardAsync(Frame frame)
    {
        var group = await frame.Began;
        var lifeline = await _lifeline;
        await lifeline.WatchAsync(group, CancellationToken.None);
        await frame.Ended;
        await lifeline.ForgetAsync(group, CancellationToken.None);
    }

    public async Task<LockHold> HoldLockAsync(string path, CancellationToken cancel) =>
        await (await _lifeline).HoldLockAsync(path, cancel);

    public async ValueTask DisposeAsync()
    {
        _turn.Dispose();
        await (await _lifeline).DisposeAsync();
        await _shell.DisposeAsync();
    }

    private async Task EndAsync(Frame frame)
    {
        foreach (var signal in (string[])["TERM", "KILL"])
        {
            try
            {
                using var grace = new CancellationTokenSource(Grace);
                var group = await frame.Began.WaitAsync(grace.Token);
                await (await _lifeline.WaitAsync(grace.Token)).SignalAsync(signal, group, grace.Token);
                await frame.Ended.WaitAsync(grace.Token);
                return;
            }
            catch (OperationCanceledException)
            {
                // Not ended in time, or it never began: the next signal, then the caller gives the shell up.
            }
        }
    }
}
