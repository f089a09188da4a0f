using DeployTasks.Master.Server;
using DeployTasks.Planning;

namespace DeployTasks.Master;

/// <summary>The hosts of a run that have something to do, each with its worker.</summary>
internal sealed class Crew
{
    private readonly Dictionary<string, HostRun> _hosts;
    private readonly IWorkerLauncher _launcher;
    private readonly TokenServer _server;
    private readonly RunOptions _options;
    private readonly EventHub _hub;

    public Crew(IReadOnlyCollection<PlannedHost> hosts, IWorkerLauncher launcher, TokenServer server, RunOptions options, EventHub hub)
    {
        (_launcher, _server, _options, _hub) = (launcher, server, options, hub);
        var gates = new ConnectGates(hosts.Count, options.Way, server.Serving);
        _hosts = hosts.ToDictionary(host => host.Alias, host => new HostRun(host, Start, gates, server.Settings));
    }

    public HostRun this[string alias] => _hosts[alias];

    public bool Has(string alias) => _hosts.ContainsKey(alias);

    public IEnumerable<HostRun> All => _hosts.Values;

    /// <summary>Ends every worker and, while they say goodbye to their hosts, the server: nobody has anything to ask any more.</summary>
    /// <returns>See <see cref="HostRun.EndAsync"/>.</returns>
    public async Task<Error?[]> EndAsync()
    {
        var ends = Task.WhenAll(All.Select(host => host.EndAsync()));
        await _server.DisposeAsync();
        return await ends;
    }

    private WorkerLink Start(string host)
    {
        var token = _server.Issue(host);
        var process = _launcher.Start(new WorkerOrder(_server.Url, host, token.Reveal()));
        _ = process.Completion.ContinueWith(_ => _server.Revoke(token), TaskScheduler.Default);
        return new WorkerLink(host, process, _options, _hub.Post);
    }
}
