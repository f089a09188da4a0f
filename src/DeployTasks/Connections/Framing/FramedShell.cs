using System.Text;

namespace DeployTasks.Connections.Framing;

/// <summary>
/// One <c>sh</c> on the host for many commands: each is one write and one round trip, keeps its streams apart and its
/// exit code exact, and leaves nothing behind for the next (design §3.17).
/// </summary>
internal sealed class FramedShell : IAsyncDisposable
{
    private readonly FramedProcess _process;
    private readonly FrameScript _script;
    private int _number;
    private bool _hasLifeline;
    private readonly string?[] _locks = new string?[FrameScript.MostLocks];

    private FramedShell(FramedProcess process, FrameScript script) => (_process, _script) = (process, script);

    public bool IsOver => _process.IsOver;

    public Task Gone => _process.Gone;

    public FrameScript Script => _script;

    /// <summary>Of the shell that was greeted.</summary>
    public required int Pid { get; init; }

    /// <summary>For another shell of the same user: ends the command that runs.</summary>
    public string EndOfCommand => _hasLifeline ? Victims.EndOfShell(Pid) : Victims.EndOfWatched(Pid);

    /// <exception cref="NoShellException">What answered is not a shell, or nothing answered.</exception>
    public static FramedShell Open(IRemoteProcess remote, TimeSpan patience, CancellationToken cancel)
    {
        var process = new FramedProcess(remote);
        var noise = new StringBuilder();
        var frame = new Frame(0, (_, bytes) => noise.Append(Encoding.UTF8.GetString(bytes.Span)), saysItsPid: true);
        var script = new FrameScript(process.Nonce, HasDevFd: true);
        _ = process.Start(frame, script.Greeting);
        if (WaitForAnswer(process, frame, patience, cancel) && frame.Pid is { } pid)
        {
            var has = Encoding.ASCII.GetString(frame.Out);
            return new FramedShell(process, script with { HasDevFd = has.Contains("fd"), LeadsSession = has.Contains("leader") }) { Pid = pid };
        }

        var exit = frame.Ended.IsCompleted ? process.WaitForExit() : null;
        process.DisposeAsync().AsTask().Wait(CancellationToken.None);
        throw new NoShellException(noise.ToString(), exit);
    }

    private static bool WaitForAnswer(FramedProcess process, Frame frame, TimeSpan patience, CancellationToken cancel)
    {
        try
        {
            return frame.WaitForEnd(patience, cancel);
        }
        catch (OperationCanceledException)
        {
            process.AbandonAsync().AsTask().Wait(CancellationToken.None);
            throw;
        }
    }

    /// <summary>Starts a command; the frame tells how it goes. One at a time.</summary>
    public Frame Start(RemoteCommand command, ReceiveOutput receive)
    {
        var frame = new Frame(++_number, receive);
        _ = _process.Start(frame, frame.Number == 1 && _script.LeadsSession
            ? _script.Watched(frame.Number, command)
            : OnLifeline(_script.For(frame.Number, command)));
        return frame;
    }

    /// <summary>See <see cref="IHostSession.HoldLockAsync"/>.</summary>
    public LockHold HoldLock(string path, CancellationToken cancel)
    {
        var held = Array.IndexOf(_locks, path);
        var slot = held >= 0 ? held : Array.IndexOf(_locks, null);
        if (slot < 0)
        {
            return LockHold.Unsupported;
        }

        var frame = new Frame(++_number, (_, _) => { });
        _ = _process.Start(frame, OnLifeline(_script.Lock(frame.Number, path, slot, isHeld: held >= 0)));
        frame.WaitForEnd(Patience.Longest, cancel);
        _locks[slot] = frame.Exit == 0 ? path : null;
        return frame.Exit switch
        {
            0 => LockHold.Held,
            1 => LockHold.Busy,
            null => LockHold.Lost,
            _ => LockHold.Unsupported,
        };
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync(FrameScript.Goodbye);

    private string OnLifeline(string frame)
    {
        var text = _hasLifeline ? frame : FrameScript.ForAll(frame);
        _hasLifeline = true;
        return text;
    }
}

/// <summary>Instead of a shell something else answered. The transport knows what to make of it.</summary>
/// <param name="Said">What it said, both streams.</param>
internal sealed class NoShellException(string Said, int? Exit) : Exception(Said)
{
    public string Said { get; } = Said;
    public int? Exit { get; } = Exit;
}
