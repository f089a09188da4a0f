using System.Collections.Concurrent;
using DeployTasks.Events;
using DeployTasks.Planning;

namespace DeployTasks.Master;

internal sealed record HostOutcome(string Host, Outcome Outcome);

/// <summary>One task on its hosts, with the barrier behind it, and the outcome of every one of them.</summary>
/// <param name="pause">Before it starts: the time between two batches.</param>
internal sealed class Round(PlannedTask task, TimeSpan pause)
{
    private readonly ConcurrentDictionary<string, Outcome> _outcomes = new();

    public PlannedTask Task => task;
    public TimeSpan Pause => pause;

    public bool HasFailed => _outcomes.Values.Any(outcome => !outcome.IsSuccess);

    public bool HasBegunToLock(string host) => _outcomes.ContainsKey(host) && Locking.StepsOf(task.Definition).Any();

    /// <summary>In the order of the hosts; NotRun for a host whose turn never came.</summary>
    public IEnumerable<HostOutcome> Outcomes =>
        task.Hosts.Select(host => new HostOutcome(host, _outcomes.GetValueOrDefault(host, Outcome.NotRun)));

    /// <summary>Runs on as many hosts at a time as the limit allows. Who has begun ends, also when another one fails.</summary>
    /// <param name="mayStart">Asked before each host.</param>
    public async Task RunAsync(EventHub hub, Func<string, Task<Outcome>> run, Func<string, bool> mayStart)
    {
        var began = hub.Now;
        hub.Post(new TaskStarted(task.Name, task.Hosts));
        using var slots = new SemaphoreSlim(task.Limit);
        await System.Threading.Tasks.Task.WhenAll(task.Hosts.Select(RunOnAsync));
        hub.Post(new TaskEnded(task.Name, hub.Now - began));

        async Task RunOnAsync(string host)
        {
            await slots.WaitAsync();
            try
            {
                if (mayStart(host))
                {
                    _outcomes[host] = await run(host);
                }
            }
            finally
            {
                slots.Release();
            }
        }
    }
}
