using System.Text;
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
            return _shell.HoldLock(path, cancel);
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

    private void End(Frame frame)
    {
        var victims = "";
        foreach (var signal in (string[])["TERM", "KILL"])
        {
            using var grace = new CancellationTokenSource(Grace);
            try
            {
                frame.Began.Wait(grace.Token);
                victims = victims.Length > 0 ? victims : frame.Pid?.ToString() ?? Victims.OfShell(_shell.Pid);
                victims = SignalAsync(signal, victims, grace.Token).GetAwaiter().GetResult();
                frame.Ended.Wait(grace.Token);
                return;
            }
            catch (Exception e) when (e is OperationCanceledException or ConnectionFailedException)
            {
                // Not ended in time, or it never began: the next signal, then the caller gives the shell up.
            }
        }
    }

    /// <returns>Who got the signal. A login shell may have spoken before our answer, so only its last line counts.</returns>
    private async Task<string> SignalAsync(string signal, string command, CancellationToken cancel)
    {
        await using var kill = await _connection.OpenExecAsync(Become.Command(_user, "sh"), cancel);
        await kill.Input.WriteAsync(Encoding.ASCII.GetBytes(Victims.Signal(signal, command)), cancel);
        await kill.Input.DisposeAsync();
        using var answer = new StreamReader(kill.Output);
        var last = (await answer.ReadToEndAsync(cancel)).TrimEnd().Split('\n')[^1];
        return last.Length > 0 && last.All(c => char.IsAsciiDigit(c) || c == ' ') ? last : command;
    }
}
