using System.Text;
using DeployTasks.Connections.Framing;

namespace DeployTasks.Connections;

/// <summary>Everything that runs on the host as one user: the framed shell, and the power to end what runs in it.</summary>
internal sealed class Account : IAsyncDisposable
{
    // The host gives a command two seconds; a cancel may take five in all.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(4);

    private readonly IConnection _connection;
    private readonly string? _user;
    private readonly FramedShell _shell;
    private readonly SemaphoreSlim _turn = new(1);

    private Account(IConnection connection, string? user, FramedShell shell) =>
        (_connection, _user, _shell) = (connection, user, shell);

    /// <summary>How commands are framed on this host; side channels do it the same way.</summary>
    public FrameScript Script => _shell.Script;

    /// <summary>A command was lost, or would not end: whoever comes next needs another shell.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Completes when the shell is gone, or the way to it, whether or not a command runs.</summary>
    public Task Gone => _shell.Gone;

    /// <param name="user">Null is the login user, whose shell is the connection itself.</param>
    public static Account Open(IConnection connection, string? user, TimeSpan patience, CancellationToken cancel)
    {
        var opening = user is null
            ? connection.OpenShellAsync(cancel)
            : connection.OpenExecAsync(Become.Command(user, "sh"), cancel);
        return new Account(connection, user, FramedShell.Open(opening.GetAwaiter().GetResult(), patience, cancel));
    }

    public RemoteResult Run(RemoteCommand command, ReceiveOutput output, CancellationToken cancel)
    {
        _turn.Wait(cancel);
        try
        {
            var frame = _shell.Start(command, output);
            var result = Finish(frame, Patience.Wait(frame, command, cancel));
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
    public RemoteResult Finish(Frame frame, RemoteEnd? cause)
    {
        if (cause is not null)
        {
            End(frame);
        }

        var end = cause ?? frame.Exit switch
        {
            null => RemoteEnd.ConnectionLost,
            > 128 and <= 128 + 64 => RemoteEnd.Signalled,
            _ => RemoteEnd.Exited,
        };
        return new RemoteResult(end, end is RemoteEnd.Exited or RemoteEnd.Signalled ? frame.Exit : null, frame.Out, frame.ErrorTail);
    }

    public LockHold HoldLock(string path, CancellationToken cancel)
    {
        _turn.Wait(cancel);
        try
        {
            var hold = _shell.HoldLock(path, cancel);
            IsOver |= hold == LockHold.Lost;
            return hold;
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

    // Not ended in time, or the host cannot be told: the caller gives the shell up.
    private void End(Frame frame)
    {
        var until = Environment.TickCount64 + (long)LongestEnd.TotalMilliseconds;
        using var patience = new CancellationTokenSource(LongestEnd);
        try
        {
            frame.Began.Wait(patience.Token);
            EndAsync(frame.Pid is { } pid ? Victims.EndOf(pid) : _shell.EndOfCommand, until, patience.Token).GetAwaiter().GetResult();
            frame.WaitForEnd(LongestEnd, patience.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or ConnectionFailedException or IOException)
        {
        }
    }

    private async Task EndAsync(string script, long until, CancellationToken cancel)
    {
        await using var end = await _connection.OpenExecAsync(Become.Command(_user, "sh"), cancel);
        end.Listen((_, _) => { });
        await end.Input.WriteAsync(Encoding.ASCII.GetBytes(script), cancel);
        await end.Input.DisposeAsync();
        end.WaitForEnd(TimeSpan.FromMilliseconds(Math.Max(0, until - Environment.TickCount64)));
    }
}
