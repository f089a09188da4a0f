using DeployTasks.Planning;
using DeployTasks.Wire;

namespace DeployTasks.Master;

/// <summary>One host for the whole run: its worker, and the second worker it gets for the failure plan when that one died.</summary>
/// <param name="start">Starts a worker for the host.</param>
internal sealed class HostRun(PlannedHost host, Func<string, WorkerLink> start, ConnectGates gates, SettingsStore settings)
{
    private readonly List<WorkerLink> _links = [];
    private int _assignments;

    public string Alias => host.Alias;

    /// <summary>It was connected once: there may be something to clean up.</summary>
    public bool Reached { get; private set; }

    /// <summary>No task of the run itself needed it.</summary>
    public bool IsUnasked => _links.Count == 0;

    private WorkerLink Link => _links[^1];

    /// <param name="mayStart">Asked when its turn has come.</param>
    public async Task<Outcome> ConnectAsync(Func<bool> mayStart)
    {
        _links.Add(start(host.Alias));
        var outcome = await gates.PassAsync(host, isDirect =>
            mayStart() ? Link.AskAsync(new Connect { IsDirect = isDirect }) : Task.FromResult(Outcome.NotRun));
        Reached |= outcome.IsSuccess;
        return outcome;
    }

    public Task<Outcome> RunAsync(PlannedTask task) =>
        Link.AskAsync(new Assignment(++_assignments, task.Name, task.Definition.Steps) { IsUpToDate = settings.IsUpToDate(host.Alias) });

    /// <summary>A worker that was lost is started once more: its host may still hold our lock. One that nobody needed is started now.</summary>
    public async Task<Outcome> RunAfterFailureAsync(PlannedTask task)
    {
        if (IsUnasked || (Link.Lost is not null && _links.Count == 1))
        {
            var connected = await ConnectAsync(() => true);
            if (!connected.IsSuccess)
            {
                return connected;
            }
        }
        return await RunAsync(task);
    }

    public void Cancel(ExitCode cause) => Act(link => link.Cancel(cause));

    public void Ring(string script) => Act(link => link.Ring(script));

    public void Lose(Error reason) => Act(link => link.Lose(reason));

    /// <summary>Ends the worker; null when it had nothing to complain about, or its end is known already.</summary>
    public async Task<Error?> EndAsync()
    {
        Error? bad = null;
        foreach (var link in _links)
        {
            var known = link.Lost;
            var end = await link.EndAsync();
            bad ??= known is null ? end : null;
            await link.DisposeAsync();
        }
        return bad;
    }

    private void Act(Action<WorkerLink> act)
    {
        if (_links.Count > 0)
        {
            act(Link);
        }
    }
}
