using System.Runtime.ExceptionServices;
using Renci.SshNet;

namespace DeployTasks.SshNet.Logins;

/// <summary>
/// The one thread of a login, from the call to the goodbye: all of it blocks in SSH.NET, or waits for the next moment. A timer
/// or a task for each would start more threads in every worker.
/// </summary>
internal sealed class LoginThread(SshClient client)
{
    private static readonly TimeSpan NudgeInterval = TimeSpan.FromMilliseconds(5);

    private readonly object _gate = new();
    private ExceptionDispatchInfo? _failure;
    private HeartBeat? _heart;
    private Stage _stage = Stage.Calling;

    private enum Stage
    {
        Calling,
        LoggedIn,
        Working,
        Leaving,
        Gone,
    }

    public SshClient Client => client;

    /// <summary>Blocks until somebody is logged in. Nothing can end a login early: who is given up is thrown away when SSH.NET has done with it.</summary>
    /// <param name="patience">
    /// Until the far end speaks SSH; from there on every single answer is waited for as long as the client's settings say.
    /// </param>
    /// <param name="isServer">It speaks SSH.</param>
    /// <exception cref="OperationCanceledException">It took too long, or was cancelled.</exception>
    /// <remarks>And all that <see cref="BaseClient.Connect"/> throws.</remarks>
    public void Connect(TimeSpan patience, Func<bool> isServer, CancellationToken cancel)
    {
        var until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        LightThread.Start(Run);
        using var wake = cancel.UnsafeRegister(_ => Change(() => { }), state: null);
        lock (_gate)
        {
            while (_stage == Stage.Calling)
            {
                var left = isServer() ? Timeout.Infinite : Math.Max(0, until - Environment.TickCount64);
                if (left == 0 || cancel.IsCancellationRequested)
                {
                    _stage = Stage.Leaving;
                    throw new OperationCanceledException(cancel);
                }

                Monitor.Wait(_gate, (int)left);
            }

            _failure?.Throw();
        }
    }

    /// <summary>The first command has begun.</summary>
    /// <param name="heart">Beats from here on; null on a jump host, whose death the host behind it shows.</param>
    public void Work(HeartBeat? heart) => Change(() =>
    {
        if (_stage == Stage.LoggedIn)
        {
            (_stage, _heart) = (Stage.Working, heart);
        }
    });

    /// <summary>Says goodbye, and waits no longer than that for its answer.</summary>
    public void Leave(TimeSpan longest)
    {
        Change(() => _stage = _stage == Stage.Gone ? Stage.Gone : Stage.Leaving);
        var until = Environment.TickCount64 + (long)longest.TotalMilliseconds;
        lock (_gate)
        {
            while (_stage != Stage.Gone && until - Environment.TickCount64 is > 0 and var left)
            {
                Monitor.Wait(_gate, (int)left);
            }
        }
    }

    private void Run()
    {
        try
        {
            client.Connect();
            Change(() => _stage = _stage == Stage.Calling ? Stage.LoggedIn : _stage);
            while (StaysIn(Stage.LoggedIn, NudgeInterval))
            {
                Nudge();
            }

            while (StaysIn(Stage.Working, _heart?.Interval ?? Timeout.InfiniteTimeSpan))
            {
                _heart?.Beat();
            }
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }

        Dispose();
        Change(() => _stage = Stage.Gone);
    }

    // Spares a new connection a pause of 40 ms. Until its first command sshd sends small packets by Nagle's rule (RFC 896): the
    // second waits until the first is acknowledged. The first is its list of host keys, which nobody answers, and our system puts off
    // acknowledging what it has nothing to say to (RFC 1122 §4.2.3.2). Anything that is sent takes the acknowledgement along.
    private void Nudge() =>
#pragma warning disable CS0618 // The other way, KeepAliveInterval, is a timer.
        client.SendKeepAlive();
#pragma warning restore CS0618

    private void Dispose()
    {
        try
        {
            client.Dispose();
        }
        catch (Exception)
        {
            // On a thread of our own it would end the process, and who is gone needs no goodbye.
        }
    }

    private bool StaysIn(Stage stage, TimeSpan time)
    {
        lock (_gate)
        {
            if (_stage == stage)
            {
                Monitor.Wait(_gate, time);
            }

            return _stage == stage;
        }
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            Monitor.PulseAll(_gate);
        }
    }
}
