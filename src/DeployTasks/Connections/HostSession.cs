using DeployTasks.Connections.Framing;

namespace DeployTasks.Connections;

/// <summary>
/// A connected host: framed shells (one per user), side channels for bytes, and what ends them in time. Everything here
/// is the same for all transports. It blocks: who asks has a thread for the host, and waking others for every step would
/// cost more than the step.
/// </summary>
public sealed class HostSession(IConnection connection, ConnectionSettings settings) : IHostSession
{
    private const string LoginUser = "";
    private static readonly TimeSpan LongestBreak = TimeSpan.FromMilliseconds(500);

    // The name lookup, the login and a slow login shell come on top of what the transport itself bounds.
    private readonly TimeSpan _patience = settings.ConnectTimeout + TimeSpan.FromSeconds(20);
    private readonly Dictionary<string, Account> _accounts = [];
    private readonly List<string> _locks = [];
    private readonly SemaphoreSlim _opening = new(1);
    private readonly CancellationTokenSource _ended = new();
    private volatile Task _lost = Task.CompletedTask;
    private int _roundTrips;
    private bool _isOver;

    public int RoundTrips => _roundTrips;

    public Task Lost => _lost;

    public Task<Outcome> ConnectAsync(CancellationToken cancel)
    {
        try
        {
            AccountOf(user: null, cancel, anew: _lost.IsCompleted);
            return Task.FromResult(Outcome.Done);
        }
        catch (ConnectionFailedException e)
        {
            return Task.FromResult(Outcome.Failed(e.Fault.Error));
        }
    }

    public Task<RemoteResult> RunAsync(RemoteCommand command, ReceiveOutput output, CancellationToken cancel) =>
        AttemptAsync(command, account => account.Run(command, output, cancel), cancel);

    public Task<RemoteResult> SendAsync(
        RemoteCommand command, Func<Stream, CancellationToken, Task> write, CancellationToken cancel) => AttemptAsync(
            command, account => new SideChannel(connection, account, command).SendAsync(write, cancel).GetAwaiter().GetResult(), cancel);

    public Task<RemoteResult> ReceiveAsync(
        RemoteCommand command, Func<Stream, CancellationToken, Task> read, CancellationToken cancel) => AttemptAsync(
            command, account => new SideChannel(connection, account, command).ReceiveAsync(read, cancel).GetAwaiter().GetResult(), cancel);

    public Task<LockHold> HoldLockAsync(string path, CancellationToken cancel)
    {
        try
        {
            Interlocked.Increment(ref _roundTrips);
            var hold = AccountOf(user: null, cancel).HoldLock(path, cancel);
            if (hold == LockHold.Held && !_locks.Contains(path))
            {
                _locks.Add(path);
            }

            return Task.FromResult(hold);
        }
        catch (ConnectionFailedException)
        {
            return Task.FromResult(LockHold.Lost);
        }
    }

    public Task<RemoteAddress?> ForwardAsync(string? socket, int localPort, CancellationToken cancel) =>
        connection.ForwardAsync(socket, localPort, cancel);

    public async ValueTask DisposeAsync()
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;

        // A client that is still connecting would outlive this process.
        if (!_opening.Wait(TimeSpan.Zero))
        {
            _ended.Cancel();
            _opening.Wait(LongestBreak);
        }

        foreach (var (user, account) in _accounts)
        {
            if (user.Length > 0)
            {
                await account.DisposeAsync();
            }
        }

        // Last, because the others travel over its connection.
        if (_accounts.TryGetValue(LoginUser, out var login))
        {
            await login.DisposeAsync();
        }

        _accounts.Clear();
        await connection.DisposeAsync();
        _opening.Dispose();
        _ended.Dispose();
    }

    private Task<RemoteResult> AttemptAsync(
        RemoteCommand command, Func<Account, RemoteResult> attempt, CancellationToken cancel) =>
        Task.FromResult(Attempt(command, attempt, cancel));

    private RemoteResult Attempt(RemoteCommand command, Func<Account, RemoteResult> attempt, CancellationToken cancel)
    {
        try
        {
            Interlocked.Increment(ref _roundTrips);
            var result = attempt(AccountOf(command.As, cancel));
            return result.End == RemoteEnd.ConnectionLost
                ? result with { Error = Errors.ConnectionLost(settings.Host, connection.LastWords) }
                : result;
        }
        catch (ConnectionFailedException e)
        {
            return new RemoteResult(RemoteEnd.NotStarted, Exit: null, [], []) { Error = e.Fault.Error };
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return new RemoteResult(RemoteEnd.Cancelled, Exit: null, [], []);
        }
    }

    private Account AccountOf(string? user, CancellationToken cancel, bool anew = false)
    {
        _opening.Wait(cancel);
        try
        {
            var name = user ?? LoginUser;
            if (_accounts.TryGetValue(name, out var known))
            {
                if (!known.IsOver && !anew)
                {
                    return known;
                }

                _accounts.Remove(name);
                known.DisposeAsync().AsTask().Wait(CancellationToken.None);
            }

            var opened = _accounts[name] = Open(user, cancel);
            if (user is null)
            {
                _lost = opened.Gone;
                _locks.ForEach(path => opened.HoldLock(path, cancel));
            }

            return opened;
        }
        finally
        {
            _opening.Release();
        }
    }

    private Account Open(string? user, CancellationToken asked)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(asked, _ended.Token);
        var cancel = either.Token;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return Account.Open(connection, user, _patience, cancel);
            }
            catch (NoShellException e)
            {
                var fault = ExplainAsync(user, e, cancel).GetAwaiter().GetResult();
                if (attempt >= fault.Retries)
                {
                    throw new ConnectionFailedException(fault.Error);
                }
            }
            catch (ConnectionFailedException e) when (attempt < e.Fault.Retries)
            {
                // Tried again below.
            }

            // Uneven, or the hosts of a run that were turned away together would come back together.
            cancel.WaitHandle.WaitOne(Random.Shared.Next(100, 300) << attempt);
            cancel.ThrowIfCancellationRequested();
        }
    }

    private async Task<ConnectionFault> ExplainAsync(string? user, NoShellException e, CancellationToken cancel)
    {
        if (user is not null)
        {
            return new ConnectionFault(Errors.Become(settings.Host, user, e.Said), Retries: 0);
        }

        // A shell that cannot be used fails; what ends well, or listens and says nothing, is something else.
        return await connection.ExplainAsync(e.Said, cancel) ?? new ConnectionFault(
            e.Exit is null or 0 ? Errors.OtherCommand(settings.Host, e.Said) : Errors.NoShell(settings.Host, e.Said, e.Exit),
            Retries: 0);
    }
}
