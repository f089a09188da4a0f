using System.Collections.Immutable;
using DeployTasks.Master.Server;
using DeployTasks.Planning;

namespace DeployTasks.Master;

/// <summary>The hosts of a run, each with its worker once it has something to do.</summary>
internal sealed class Crew
{
    private readonly Dictionary<string, HostRun> _hosts;
    private readonly IWorkerLauncher _launcher;
    private readonly TokenServer _server;
    private readonly RunOptions _options;
    private readonly EventHub _hub;

    public Crew(Plan plan, IWorkerLauncher launcher, TokenServer server, RunOptions options, EventHub hub)
    {
        (_launcher, _server, _options, _hub) = (launcher, server, options, hub);
        string[] busy = [.. plan.Busy.Select(host => host.Alias)];
        var gates = new ConnectGates(busy.Length, options.Way, server.Serving);
        _hosts = plan.Hosts.ToDictionary(host => host.Alias, host => new HostRun(host, Start, gates, server.Settings));
        Busy = [.. busy.Select(alias => _hosts[alias])];
    }

    public HostRun this[string alias] => _hosts[alias];

    public IEnumerable<HostRun> All => _hosts.Values;

    /// <summary>In recipe order; the others wait for the failure plan.</summary>
    public ImmutableArray<HostRun> Busy { get; }

    public IEnumerable<string> Reached => All.Where(host => host.Reached).Select(host => host.Alias);

    /// <summary>So many were reached that the run may begin.</summary>
    public bool MayBegin => _options.GoesOnWithTheReached ? Busy.Any(host => host.Reached) : Busy.All(host => host.Reached);

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
