using System.Text;
using DeployTasks.Connections;
using DeployTasks.Connections.Framing;

namespace DeployTasks.Scripts;

/// <summary>Starts scripts on one host, runs them in the foreground, and finds out how they ended.</summary>
public sealed class ScriptRunner(IHostSession host, ScriptHome home, ScriptBell? bell)
{
    private const int ExistsAlready = 93;
    internal const int TailBytes = 32 * 1024;

    // A connection that is lost is made anew: the script, or at least its status file, is still there. A reboot takes minutes.
    private const int Reconnects = 20;
    private const int LongestPause = 15;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    /// <summary>Starts a job detached; returns as soon as the host has it.</summary>
    /// <param name="listener">Whom it tells besides.</param>
    public async Task<Outcome> StartAsync(ScriptJob job, ScriptCallback? listener, CancellationToken cancel)
    {
        var callback = bell is null ? null : await bell.OfferAsync(host, home, job.Id, cancel);
        var result = await AskAsync(JobFolder.Start(home, job, new ScriptCallbacks(callback, listener)), cancel);
        return result switch
        {
            { IsSuccess: true } => Outcome.Done,
            { Exit: ExistsAlready } => Outcome.Failed(Errors.ScriptStartedAlready(job.Name, job.Id)),
            _ => Outcome.Failed(result.Error ?? Errors.ScriptNotStarted(job.Name, Encoding.UTF8.GetString(result.ErrorTail))),
        };
    }

    /// <summary>Runs a job in the foreground; the result is the script's own.</summary>
    public Task<RemoteResult> RunAsync(ScriptJob job, RemoteCommand limits, ReceiveOutput output, CancellationToken cancel) =>
        host.RunAsync(
            new RemoteCommand(JobFolder.Run(home, job)) { As = home.As, Timeout = limits.Timeout, IdleTimeout = limits.IdleTimeout }, output, cancel);

    /// <summary>The jobs of this host, oldest first.</summary>
    /// <param name="ids">Pattern of their ids; null: all.</param>
    /// <exception cref="DeployException">The host could not be asked, also not after a new connection.</exception>
    public async Task<IReadOnlyList<ScriptStatus>> ReportAsync(string? ids, CancellationToken cancel)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var answer = new MemoryStream();
            var result = await AskAsync(HostScripts.Report(home, ids), cancel, bytes => answer.Write(bytes.Span));
            cancel.ThrowIfCancellationRequested();
            if (result.IsSuccess)
            {
                return ScriptStatus.ParseAll(answer.GetBuffer().AsSpan(0, (int)answer.Length));
            }

            if (attempt == Reconnects || result.End is not (RemoteEnd.ConnectionLost or RemoteEnd.NotStarted))
            {
                throw new DeployException(result.Error ?? Errors.ScriptReportUnreadable(Encoding.UTF8.GetString(result.ErrorTail)));
            }

            await Task.Delay(TimeSpan.FromSeconds(Math.Min(LongestPause, 1 << attempt)), cancel);
            await host.ConnectAsync(cancel);
        }
    }

    /// <summary>The time by the host's own clock, which stamps its jobs and may be years from ours.</summary>
    /// <exception cref="DeployException">The host could not be asked.</exception>
    public async Task<DateTimeOffset> NowAsync(CancellationToken cancel)
    {
        var result = await AskAsync("date +%s\n", cancel);
        return long.TryParse(Encoding.ASCII.GetString(result.Out), out var seconds)
            && seconds >= 0 && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new DeployException(result.Error ?? Errors.ScriptReportUnreadable(Encoding.UTF8.GetString(result.ErrorTail)));
    }

    /// <param name="idOrName">An id, or a name: then the job of that name that was started last.</param>
    /// <exception cref="DeployException">As <see cref="ReportAsync"/>.</exception>
    public async Task<ScriptStatus?> FindAsync(string idOrName, CancellationToken cancel)
    {
        var name = ScriptId.Safe(idOrName);
        if (name.Length == 0)
        {
            return null;
        }

        if (name == idOrName && await ReportAsync(idOrName, cancel) is [var job] && job.Id == idOrName)
        {
            return job;
        }

        return (await ReportAsync(name + "-*", cancel)).LastOrDefault(job => job.Name == name);
    }

    /// <summary>Waits until a job has ended. Heard at once when it can call home, else looked for every half second.</summary>
    /// <param name="job">As <see cref="FindAsync"/> found it.</param>
    /// <param name="output">Gets the tail of its log.</param>
    /// <param name="cancel">Ends the waiting, not the script.</param>
    public async Task<Outcome> WaitAsync(ScriptStatus job, ReceiveOutput output, CancellationToken cancel)
    {
        var status = job;
        while (status is { IsFinal: false } running)
        {
            await ListenAsync(running.Id, cancel);
            cancel.ThrowIfCancellationRequested();
            status = await FindAsync(running.Id, cancel);
        }

        if (status is null)
        {
            return Outcome.Failed(Errors.ScriptUnknown(job.Id));
        }

        var log = new Capture(TailBytes, keepsLast: true);
        log.Add((await AskAsync(HostScripts.Tail(home, status.Id, TailBytes), cancel)).Out);

        // No secret is known here: half of the tail is more than the rest of almost any.
        var tail = log.ToArray(unsure: TailBytes / 2);
        output(false, tail);
        return status.Judge(Encoding.UTF8.GetString(tail));
    }

    /// <summary>Ends a script and all it has started; returns when its status says so.</summary>
    public async Task<Outcome> StopAsync(string id, CancellationToken cancel)
    {
        var stopped = await AskAsync(HostScripts.Stop(home, id), cancel);
        return OutcomeOf(stopped.IsSuccess ? await AskAsync(HostScripts.Wait(home, id), cancel) : stopped);
    }

    /// <summary>Removes what is left of jobs that have ended.</summary>
    public async Task<Outcome> RemoveAsync(IReadOnlyList<string> ids, CancellationToken cancel) =>
        OutcomeOf(await AskAsync(HostScripts.Remove(home, ids), cancel));

    /// <summary>Copies the log from <paramref name="offset"/> (bytes) on, as it is.</summary>
    public Task<RemoteResult> ReadLogAsync(string id, long offset, ReceiveOutput output, CancellationToken cancel) =>
        host.RunAsync(new RemoteCommand(HostScripts.Log(home, id, offset)) { As = home.As }, output, cancel);

    private async Task ListenAsync(string id, CancellationToken cancel)
    {
        if (bell is null || await bell.OfferAsync(host, home, id, cancel) is not { } callback
            || await AskAsync(HostScripts.Redirect(home, id, callback), cancel) is not { IsSuccess: true } redirected)
        {
            // A disk that is full keeps no address either.
            await AskAsync(HostScripts.Wait(home, id), cancel);
            return;
        }

        if (ScriptStatus.ParseAll(redirected.Out) is [{ IsFinal: false }])
        {
            // The file is looked at now and then all the same: a script that was killed never calls.
            await Task.WhenAny(bell.Heard(id), host.Lost, Task.Delay(LongestSilence, cancel));
            bell.Silence(id);
        }
    }

    private static Outcome OutcomeOf(RemoteResult result) => result.IsSuccess
        ? Outcome.Done
        : Outcome.Failed(result.Error ?? Errors.ScriptNotReached(Encoding.UTF8.GetString(result.ErrorTail)));

    private Task<RemoteResult> AskAsync(string script, CancellationToken cancel, Action<ReadOnlyMemory<byte>>? output = null) =>
        host.RunAsync(new RemoteCommand(script) { As = home.As }, (isError, bytes) =>
        {
            if (!isError)
            {
                output?.Invoke(bytes);
            }
        }, cancel);
}
