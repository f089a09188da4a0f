namespace DeployTasks.SshNet;

/// <summary>
/// Notices that a host is dead, which SSH.NET does not: it sends what asks for no answer. Three beats in a row without an
/// answer are the end, as with ssh's ServerAliveCountMax.
/// </summary>
/// <param name="ping">Comes back when the host has answered, whatever it said.</param>
/// <param name="isExcused">Its answer could not get through, because we do not read.</param>
internal sealed class HeartBeat(Action ping, Func<bool> isExcused, Action died) : IDisposable
{
    private const int Patience = 3;

    private readonly Lock _gate = new();
    private Timer? _timer;
    private Task _ping = Task.CompletedTask;
    private int _missed;

    /// <param name="interval">Zero: the heart does not beat, as with ServerAliveInterval.</param>
    public void Start(TimeSpan interval)
    {
        if (interval > TimeSpan.Zero)
        {
            _timer = new Timer(_ => Beat(), state: null, interval, interval);
        }
    }

    public void Dispose() => _timer?.Dispose();

    private void Beat()
    {
        lock (_gate)
        {
            if (_ping.IsCompleted)
            {
                _missed = 0;
                _ping = Task.Factory.StartNew(ping, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                return;
            }

            _missed = isExcused() ? 0 : _missed + 1;
            if (_missed < Patience)
            {
                return;
            }
        }

        Dispose();
        died();
    }
}
