using System.Collections.Immutable;
using DeployTasks.Events;
using DeployTasks.Planning;
using DeployTasks.Recipes;

namespace DeployTasks.Master;

/// <summary>What a run came to: for every planned pair, for every host, and as an exit code.</summary>
internal sealed class Verdict(ImmutableArray<string> hosts, ImmutableArray<Round> rounds, Course course, SettingsStore store)
{
    private static readonly string[] WorthReporting =
        ["release_name", "previous_release", "release_path", "release_restored", "release_withdrawn", "script_id"];

    public ExitCode Exit => ExitCodes.Of(Causes.Select(error => error.Exit));

    /// <summary>The failure plan does not change why a run failed, unless a host could not be switched back.</summary>
    private IEnumerable<Error> Causes =>
    [
        .. course.Connections.Values.Concat(rounds.SelectMany(round => round.Outcomes).Select(pair => pair.Outcome))
            .Select(outcome => outcome.Error).OfType<Error>().Distinct(),
        .. course.BadEnds,
        .. course.Cancelled is { } cancelled ? [cancelled] : Array.Empty<Error>(),
        .. HalfPublished,
        .. Aftermath.Select(after => after.Error).Where(error => error.Exit == ExitCode.PartlyPublished),
    ];

    private IEnumerable<(string Host, Error Error)> Aftermath => course.Aftermath.Select(after =>
        (after.Host, Has(after.Task, "restore") || (Settles(after.Task) && IsRestored(after.Host)) ? Judged(after.Host, after.Error) : after.Error));

    // What is wrong with the hosts together, and one move for all of them.
    private IEnumerable<Error> HalfPublished
    {
        get
        {
            var wrong = Aftermath.Where(after => after.Error.Exit == ExitCode.PartlyPublished).Select(after => after.Host).ToHashSet();
            var serving = hosts.Where(host => wrong.Contains(host) && !IsRestored(host)).ToArray();
            return wrong.Count == 0 ? []
                : serving.Length == 0 ? [Errors.RestoredHostsNotWell(Named(hosts.Where(wrong.Contains)))]
                :
                [
                    Errors.HalfPublished(
                        Named(serving),
                        [.. hosts.Where(host => !serving.Contains(host) && ReleaseOf(host) != PreviousOf(host) && FactsOf(host).ContainsKey("release_path"))],
                        ReleaseOf(serving[0]) ?? "the new release"),
                ];
        }
    }

    private (string Host, string Previous)[] Named(IEnumerable<string> some) => [.. some.Select(host => (host, PreviousOf(host)))];

    private string? ReleaseOf(string host) => FactsOf(host).GetValueOrDefault("release_name");

    private string PreviousOf(string host) => FactsOf(host).GetValueOrDefault("previous_release", "");

    private bool IsRestored(string host) => FactsOf(host).ContainsKey("release_restored");

    /// <summary>It asks whether a host is well that was switched back.</summary>
    private static bool Settles(PlannedTask task) =>
        task.Definition.Steps.Any(step => step is SetStep set && set.Values.ContainsKey("release_in_doubt"));

    private static bool Has(PlannedTask task, string action) =>
        task.Definition.Steps.Any(step => step is ReleaseStep release && release.Action == action);

    // Whoever has begun to switch may serve the new release; nobody else can, whatever became of him since.
    private Error Judged(string host, Error error)
    {
        var mayServe = rounds.Where(round => Has(round.Task, "switch")).SelectMany(round => round.Outcomes)
            .Any(pair => pair.Host == host && pair.Outcome.Kind is OutcomeKind.Done or OutcomeKind.Failed);
        var release = ReleaseOf(host) ?? "another release";
        return !mayServe || error.Exit == ExitCode.PartlyPublished ? error
            : IsRestored(host) ? Errors.RestoredNotWell(host, release, PreviousOf(host), error)
            : Errors.NotRestored(host, release, PreviousOf(host), error);
    }

    public void Announce(EventHub hub)
    {
        foreach (var round in rounds)
        {
            foreach (var (host, outcome) in round.Outcomes.Where(pair => pair.Outcome.Kind == OutcomeKind.NotRun))
            {
                hub.Post(new HostTaskEnded(host, round.Task.Name, 0, outcome, TimeSpan.Zero));
            }
        }
        foreach (var host in hosts)
        {
            hub.Post(new HostEnded(host, OutcomeOf(host), hub.Now) { Facts = FactsOf(host) });
        }
        hub.Post(new RunEnded(Exit, hub.Now) { Errors = [.. Causes.Union(Aftermath.Select(after => after.Error))] });
    }

    private Outcome OutcomeOf(string host)
    {
        var all = rounds.SelectMany(round => round.Outcomes).Where(pair => pair.Host == host).Select(pair => pair.Outcome)
            .Prepend(course.Connections.GetValueOrDefault(host, Outcome.Done)).ToList();
        return all.Find(outcome => outcome.Kind == OutcomeKind.Failed)
            ?? all.Find(outcome => outcome.Kind == OutcomeKind.NotRun)
            ?? (all.Count > 1 && all.Skip(1).All(outcome => outcome.Kind == OutcomeKind.Unchanged) ? Outcome.Unchanged : Outcome.Done);
    }

    private ImmutableSortedDictionary<string, string> FactsOf(string host)
    {
        var settings = new Settings(store.Load(host));
        var facts = ImmutableSortedDictionary.CreateBuilder<string, string>();
        foreach (var name in WorthReporting)
        {
            if (Fact(settings, name) is { Length: > 0 } text)
            {
                facts.Add(name, text);
            }
        }

        return facts.ToImmutable();
    }

    private static string? Fact(Settings settings, string name)
    {
        try
        {
            return settings.TextOr(name, null);
        }
        catch (DeployException)
        {
            // It refers to a setting that no task came to write.
            return null;
        }
    }
}
