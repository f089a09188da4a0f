using System.Collections.Concurrent;
using System.Collections.Immutable;
using DeployTasks.Events;
using DeployTasks.Planning;

namespace DeployTasks.Master;

/// <summary>The way of a run through its rounds, and what it met: connections, failures, the cancel, the failure plan.</summary>
internal sealed class Course(Plan plan, Crew crew, EventHub hub, CancelSource cancel)
{
    private readonly ConcurrentDictionary<string, Outcome> _connections = new();

    /// <summary>Of every host that had something to do.</summary>
    public IReadOnlyDictionary<string, Outcome> Connections => _connections;

    /// <summary>Set when the run was ended before it was through.</summary>
    public Error? Cancelled { get; private set; }

    /// <summary>Faults of the failure plan. They are shown; the exit code tells of the cause.</summary>
    public ImmutableArray<(PlannedTask Task, string Host, Error Error)> Aftermath { get; private set; } = [];

    /// <summary>Workers that did all they were asked and yet ended badly.</summary>
    public ImmutableArray<Error> BadEnds { get; private set; } = [];

    private bool Stopped => cancel.Stop.IsCancellationRequested;

    public async Task RunAsync(ImmutableArray<Round> rounds)
    {
        await using var now = cancel.Now.Register(() => Each(host => host.Lose(Errors.Cancelled(cancel.Cause).On(host.Alias))));
        try
        {
            if (await RunUntilFailureAsync(rounds) is { } unfinished)
            {
                await CleanUpAsync(unfinished.Task, rounds);
                Cancelled = Stopped ? Errors.Cancelled(cancel.Cause) : null;
            }
        }
        finally
        {
            BadEnds = [.. (await crew.EndAsync()).OfType<Error>()];
        }
    }

    /// <summary>The round at which it ended early; null when it is through.</summary>
    private async Task<Round?> RunUntilFailureAsync(ImmutableArray<Round> rounds)
    {
        await using var stop = cancel.Stop.Register(() => Each(host => host.Cancel(cancel.Cause)));
        await Task.WhenAll(crew.Busy.Select(async host =>
            _connections[host.Alias] = await EvenIfStoppedAsync(host, host.ConnectAsync(() => !Stopped))));
        foreach (var round in rounds)
        {
            if (!crew.MayBegin || !await PauseAsync(round.Pause))
            {
                return round;
            }
            await round.RunAsync(hub, host => EvenIfStoppedAsync(crew[host], crew[host].RunAsync(round.Task)),
                host => crew[host].Reached && !Stopped && !round.HasFailed);
            if (Stopped || round.HasFailed)
            {
                return round;
            }
        }
        return null;
    }

    /// <summary>The cancel may have gone out just before the command did; then it goes out once more.</summary>
    private Task<Outcome> EvenIfStoppedAsync(HostRun host, Task<Outcome> running)
    {
        if (Stopped)
        {
            host.Cancel(cancel.Cause);
        }
        return running;
    }

    /// <summary>On every host that was reached, each on its own: one that fails keeps no other locked.</summary>
    private async Task CleanUpAsync(PlannedTask failed, ImmutableArray<Round> rounds)
    {
        foreach (var task in plan.AfterFailureOf(failed))
        {
            var takers = Takers(task);
            if (takers.IsEmpty && !task.Hosts.IsEmpty)
            {
                hub.Post(new Said(null, SaidLevel.Warning, $"Task '{task.Name}' ({task.Origin}) is left out: none of its hosts was reached"));
                continue;
            }
            var needed = takers.Where(host => !Locking.OnlyUnlocks(task.Definition) || rounds.Any(round => round.HasBegunToLock(host)));
            var round = new Round(task with { Hosts = [.. needed] }, TimeSpan.Zero);
            await round.RunAsync(hub, host => crew[host].RunAfterFailureAsync(task), _ => !cancel.Now.IsCancellationRequested);
            Aftermath =
            [
                .. Aftermath,
                .. round.Outcomes.Where(pair => pair.Outcome.Error is not null).Select(pair => (task, pair.Host, pair.Outcome.Error!)),
            ];
        }
    }

    /// <summary>Those who were reached; where that is nobody, those whom no task of the run needed.</summary>
    private ImmutableArray<string> Takers(PlannedTask task)
    {
        var reached = Those(host => host.Reached);
        return reached.IsEmpty ? Those(host => host.IsUnasked) : reached;

        ImmutableArray<string> Those(Func<HostRun, bool> are) =>
            [.. task.Seats.Select(seat => seat.Hosts.FirstOrDefault(host => are(crew[host]))).OfType<string>()];
    }

    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        if (pause > TimeSpan.Zero && !Stopped)
        {
            hub.Post(new Said(null, SaidLevel.Info, $"Waiting {pause.TotalSeconds:0.#} s before the next batch"));
            await Task.Delay(pause, cancel.Stop).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
        return !Stopped;
    }

    private void Each(Action<HostRun> act)
    {
        foreach (var host in crew.All)
        {
            act(host);
        }
    }
}
