using System.Collections.Immutable;
using DeployTasks.Events;
using DeployTasks.Recipes;

namespace DeployTasks.Master;

/// <summary>What a run came to: for every planned pair, for every host, and as an exit code.</summary>
internal sealed class Verdict(ImmutableArray<string> hosts, ImmutableArray<Round> rounds, Course course, SettingsStore store)
{
    private static readonly string[] WorthReporting = ["release_name", "previous_release", "release_path"];

    public ExitCode Exit => ExitCodes.Of(Causes.Select(error => error.Exit));

    private IEnumerable<Error> Causes =>
    [
        .. course.Connections.Values.Concat(rounds.SelectMany(round => round.Outcomes).Select(pair => pair.Outcome))
            .Select(outcome => outcome.Error).OfType<Error>().Distinct(),
        .. course.BadEnds,
        .. new[] { course.Cancelled, PartlyPublished() }.OfType<Error>(),
    ];

    public async Task AnnounceAsync(EventHub hub)
    {
        foreach (var round in rounds)
        {
            foreach (var (host, outcome) in round.Outcomes.Where(pair => pair.Outcome.Kind == OutcomeKind.NotRun))
            {
                await hub.PostAsync(new HostTaskEnded(host, round.Task.Name, 0, outcome, TimeSpan.Zero));
            }
        }
        foreach (var host in hosts)
        {
            await hub.PostAsync(new HostEnded(host, OutcomeOf(host), hub.Now) { Facts = FactsOf(host) });
        }
        await hub.PostAsync(new RunEnded(Exit, hub.Now) { Errors = [.. Causes, .. course.Aftermath] });
    }

    private Outcome OutcomeOf(string host)
    {
        var all = rounds.SelectMany(round => round.Outcomes).Where(pair => pair.Host == host).Select(pair => pair.Outcome)
            .Prepend(course.Connections[host]).ToList();
        return all.Find(outcome => outcome.Kind == OutcomeKind.Failed)
            ?? all.Find(outcome => outcome.Kind == OutcomeKind.NotRun)
            ?? (all.Skip(1).All(outcome => outcome.Kind == OutcomeKind.Unchanged) ? Outcome.Unchanged : Outcome.Done);
    }

    private ImmutableSortedDictionary<string, string> FactsOf(string host)
    {
        var settings = new Settings(store.Load(host));
        return WorthReporting.Where(name => settings.Find(name) is not null)
            .ToImmutableSortedDictionary(name => name, settings.Text);
    }

    /// <summary>Only a run that failed can have published partly; hosts that were switched back do not count.</summary>
    private Error? PartlyPublished()
    {
        if (rounds.All(round => round.Outcomes.All(pair => pair.Outcome.IsSuccess)))
        {
            return null;
        }
        var served = hosts.ToLookup(host => new Settings(store.Load(host)).Flag(SettingsStore.Published, false));
        return served[true].Any() && served[false].Any() ? Errors.PartlyPublished([.. served[true]], [.. served[false]]) : null;
    }
}
