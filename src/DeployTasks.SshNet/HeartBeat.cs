namespace DeployTasks.SshNet;

/// <summary>
/// Notices that a host is dead, which SSH.NET does not: it sends what asks for no answer. Three beats in a row without an
/// answer are the end, as with ssh's ServerAliveCountMax.
/// </summary>
/// <param name="every">Zero: the heart does not beat, as with ServerAliveInterval.</param>
/// <param name="ping">Comes back when the host has answered, whatever it said.</param>
/// <param name="isExcused">Its answer could not get through, because we do not read.</param>
internal sealed class HeartBeat(TimeSpan every, Action ping, Func<bool> isExcused, Action died)
{
    private const int Patience = 3;

    private Task _ping = Task.CompletedTask;
    private int _missed;

    /// <summary>Between two beats.</summary>
    public TimeSpan Interval => every > TimeSpan.Zero ? every : Timeout.InfiniteTimeSpan;

    /// <summary>One thread calls it, again and again.</summary>
    public void Beat()
    {
        if (_ping.IsCompleted)
        {
            _missed = 0;
            _ping = Task.Factory.StartNew(ping, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            return;
        }

        _missed = isExcused() ? 0 : _missed + 1;
        if (_missed == Patience)
        {
            died();
        }
    }
}
