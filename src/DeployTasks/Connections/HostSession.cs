using DeployTasks.Connections.Framing;

namespace DeployTasks.Connections;

/// <summary>
/// A connected host: framed shells (one per user), side channels for bytes, and what ends them in time. Everything here
/// is the same for all transports.
/// </summary>
public sealed class HostSession(IConnection connection, ConnectionSettings settings) : IHostSession
{
    // The name lookup, the login and a slow login shell come on top of what the transport itself bounds.
    private readonly TimeSpan _patience = settings.ConnectTimeout + TimeSpan.FromSeconds(20);
    private readonly Dictionary<string, Account> _accounts = [];
    private readonly SemaphoreSlim _opening = new(1);

    public async Task<Outcome> ConnectAsync(CancellationToken cancel)
    {
        try
        {
            await AccountAsync(user: null, cancel);
            return Outcome.Done;
        }
        catch (ConnectionFailedException e)
        {
            return Outcome.Failed(e.Error);
        }
    }

    public Task<RemoteResult> RunAsync(RemoteCommand command, ReceiveOutput output, CancellationToken cancel) =>
        AttemptAsync(command, account => account.RunAsync(command, output, cancel), cancel);

    public Task<RemoteResult> SendAsync(
        RemoteCommand command, Func<Stream, CancellationToken, Task> write, CancellationToken cancel) =>
        AttemptAsync(command, account => new SideChannel(connection, account, command).SendAsync(write, cancel), cancel);

    public Task<RemoteResult> ReceiveAsync(
        RemoteCommand command, Func<Stream, CancellationToken, Task> read, CancellationToken cancel) =>
        AttemptAsync(command, account => new SideChannel(connection, account, command).ReceiveAsync(read, cancel), cancel);

    public async Task<LockHold> HoldLockAsync(string path, CancellationToken cancel) =>
        await (await AccountAsync(user: null, cancel)).HoldLockAsync(path, cancel);

    public Task<RemoteAddress?> ForwardAsync(string? socket, int localPort, CancellationToken cancel) =>
        connection.ForwardAsync(socket, localPort, cancel);

    public async ValueTask DisposeAsync()
    {
        // The login user's shell last: the others travel over its connection.
        foreach (var account in _accounts.OrderByDescending(a => a.Key, StringComparer.Ordinal))
        {
            await account.Value.DisposeAsync();
        }

        _accounts.Clear();
        await connection.DisposeAsync();
        _opening.Dispose();
    }

    private async Task<RemoteResult> AttemptAsync(
        RemoteCommand command, Func<Account, Task<RemoteResult>> attempt, CancellationToken cancel)
    {
        try
        {
            var result = await attempt(await AccountAsync(command.As, cancel));
            return result.End == RemoteEnd.ConnectionLost
                ? result with { Error = Errors.ConnectionLost(settings.Host, await connection.LastWordsAsync(CancellationToken.None)) }
                : result;
        }
        catch (ConnectionFailedException e)
        {
            return new RemoteResult(RemoteEnd.NotStarted, Exit: null, [], []) { Error = e.Error };
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return new RemoteResult(RemoteEnd.Cancelled, Exit: null, [], []);
        }
    }

    private async Task<Account> AccountAsync(string? user, CancellationToken cancel)
    {
        await _opening.WaitAsync(cancel);
        try
        {
            var name = user ?? "";
            if (_accounts.TryGetValue(name, out var known))
            {
                if (!known.IsOver)
                {
                    return known;
                }

                _accounts.Remove(name);
                await known.DisposeAsync();
            }

            return _accounts[name] = await OpenAsync(user, cancel);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<Account> OpenAsync(string? user, CancellationToken cancel)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await Account.OpenAsync(connection, user, _patience, cancel);
            }
            catch (NoShellException e)
            {
                var fault = await ExplainAsync(user, e, cancel);
                if (attempt >= fault.Retries)
                {
                    throw new ConnectionFailedException(fault.Error);
                }
            }

            // Uneven, or the hosts of a run that were turned away together would come back together.
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(100, 300) << attempt), cancel);
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
