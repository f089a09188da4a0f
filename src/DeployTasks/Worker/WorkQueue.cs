namespace DeployTasks.Worker;

/// <summary>
/// Commands and the one thread that carries them out, so that it may block. It sleeps as soon as nothing is left to do;
/// a BlockingCollection would first try a while, at the cost of the other workers of this machine.
/// </summary>
internal sealed class WorkQueue
{
    private readonly Queue<Work> _waiting = new();

    public WorkQueue(Action<Work> carryOut) => LightThread.Start(() =>
    {
        while (true)
        {
            carryOut(Next());
        }
    });

    public void Add(Work work)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(work);
            Monitor.Pulse(_waiting);
        }
    }

    private Work Next()
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0)
            {
                Monitor.Wait(_waiting);
            }
            return _waiting.Dequeue();
        }
    }
}
