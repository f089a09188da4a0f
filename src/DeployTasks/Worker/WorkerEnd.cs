namespace DeployTasks.Worker;

/// <summary>The end of a worker, which its first thread waits for; any other may call it.</summary>
internal sealed class WorkerEnd
{
    private readonly object _gate = new();
    private ExitCode? _exit;

    /// <summary>The first word counts.</summary>
    public void Set(ExitCode exit)
    {
        lock (_gate)
        {
            _exit ??= exit;
            Monitor.Pulse(_gate);
        }
    }

    /// <returns>Null when it has not come within that time.</returns>
    public ExitCode? Wait(TimeSpan patience)
    {
        lock (_gate)
        {
            if (_exit is null)
            {
                Monitor.Wait(_gate, patience);
            }

            return _exit;
        }
    }
}
