using DeployTasks.Connections.Framing;

namespace DeployTasks.Connections;

/// <summary>Everything that runs on the host as one user: the framed shell, and the power to end what runs in it.</summary>
internal sealed class Account : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly IConnection _connection;
    private readonly string? _user;
    private readonly FramedShell _shell;
    private readonly SemaphoreSlim _turn = new(1);

    private Account(IConnection connection, string? user, FramedShell shell) =>
        (_connection, _user, _shell) = (connection, user, shell);

    /// <summary>How commands are framed on this host; side channels do it the same way.</summary>
    public FrameScript Script => _shell.Script;

    public bool IsOver { get; private set; }

    /// <param name="user">Null is the login user, whose shell is the connection itself.</param>
    public static async Task<Account> OpenAsync(IConnection connection, string? user, TimeSpan patience, CancellationToken cancel)
    {
        var process = user is null
            ? await connection.OpenShellAsync(cancel)
            : await connection.OpenExecAsync(Become.Command(user, "sh"), cancel);
        return new Account(connection, user, await FramedShell.OpenAsync(process, patience, cancel));
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

        var exit = frame.Ended.IsCompleted ? frame.Exit : null;
        var end = cause ?? exit switch
        {
            null => RemoteEnd.ConnectionLost,
            > 128 and <= 128 + 64 => RemoteEnd.Signalled,
            _ => RemoteEnd.Exited,
        };
        return new RemoteResult(end, end is RemoteEnd.Exited or RemoteEnd.Signalled ? exit : null, frame.Out, frame.ErrorTail);
    }

    public async Task<LockHold> HoldLockAsync(string path, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            return await _shell.HoldLockAsync(path, cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        _turn.Dispose();
        return _shell.DisposeAsync();
    }

    private async Task EndAsync(Frame frame)
    {
        foreach (var signal in (string[])["TERM", "KILL"])
        {
            try
            {
                using var grace = new CancellationTokenSource(Grace);
                await SignalAsync(signal, await frame.Began.WaitAsync(grace.Token), grace.Token);
                await frame.Ended.WaitAsync(grace.Token);
                return;
            }
            catch (OperationCanceledException)
            {
                // Not ended in time, or it never began: the next signal, then the caller gives the shell up.
            }
        }
    }

    private async Task SignalAsync(string signal, int group, CancellationToken cancel)
    {
        await using var kill = await _connection.OpenExecAsync(Lifeline.Signal(_user, signal, group), cancel);
        await kill.Completion.WaitAsync(cancel);
    }
}
