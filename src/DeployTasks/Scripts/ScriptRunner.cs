using System.Text;
using DeployTasks.Connections;

namespace DeployTasks.Scripts;

/// <summary>Starts scripts on one host, runs them in the foreground, and finds out how they ended.</summary>
public sealed class ScriptRunner(IHostSession host, ScriptHome home, ScriptBell? bell)
{
    private const int ExistsAlready = 93;
    private const int TailBytes = 32 * 1024;

    // A connection that is lost while a script runs is made anew: the script and its status file are still there.
    private static readonly TimeSpan[] LongestBreaks = [.. new[] { 1, 2, 5, 10, 20 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    /// <summary>Starts a job detached; returns as soon as the host has it.</summary>
    public async Task<Outcome> StartAsync(ScriptJob job, CancellationToken cancel)
    {
        var callback = bell is null ? null : await bell.OfferAsync(host, home, job.Id, cancel);
        var result = await AskAsync(HostScripts.Start(home, job, callback), cancel);
        return result switch
        {
            { IsSuccess: true } => Outcome.Done,
            { Exit: ExistsAlready } => Outcome.Failed(Errors.ScriptStartedAlready(job.Name, job.Id)),
            _ => Outcome.Failed(Errors.ScriptNotStarted(job.Name, Encoding.UTF8.GetString(result.ErrorTail))),
        };
    }

    /// <summary>Runs a job in the foreground; the result is the script's own.</summary>
    public Task<RemoteResult> RunAsync(ScriptJob job, RemoteCommand limits, ReceiveOutput output, CancellationToken cancel) =>
        host.RunAsync(limits with { Script = HostScripts.Run(home, job), As = home.As }, output, cancel);

    /// <summary>The jobs of this host, oldest first.</summary>
    /// <exception cref="DeployException">The host could not be asked, also not after a new connection.</exception>
    public async Task<IReadOnlyList<ScriptStatus>> ReportAsync(string? id, CancellationToken cancel)
    {
        for (var attempt = 0; ; attempt++)
        {
            var result = await AskAsync(HostScripts.Report(home, id), cancel);
            cancel.ThrowIfCancellationRequested();
            if (result.IsSuccess)
            {
                return Parse(result.Out);
            }

            if (attempt == LongestBreaks.Length || result.End is not (RemoteEnd.ConnectionLost or RemoteEnd.NotStarted))
            {
                throw new DeployException(result.Error ?? Errors.ScriptReportUnreadable(Encoding.UTF8.GetString(result.ErrorTail)));
            }

            bell?.Forget();
            await Task.Delay(LongestBreaks[attempt], cancel);
        }
    }

    /// <summary>Waits until a job has ended. Heard at once when it can call home, else looked for every second.</summary>
    /// <param name="idOrName">An id, or a name: then the job of that name that was started last.</param>
    /// <param name="output">Gets the tail of its log.</param>
    /// <param name="cancel">Ends the waiting, not the script.</param>
    public async Task<Outcome> WaitAsync(string idOrName, ReceiveOutput output, CancellationToken cancel)
    {
        if (await FindAsync(idOrName, cancel) is not { } status)
        {
            return Outcome.Failed(Errors.ScriptUnknown(idOrName));
        }

        while (!status.IsFinal)
        {
            await ListenAsync(status.Id, cancel);
            cancel.ThrowIfCancellationRequested();
            if (await FindAsync(status.Id, cancel) is not { } now)
            {
                return Outcome.Failed(Errors.ScriptUnknown(status.Id));
            }

            status = now;
        }

        var tail = await AskAsync(HostScripts.Tail(home, status.Id, TailBytes), cancel);
        output(false, tail.Out);
        return Judge(status, Encoding.UTF8.GetString(tail.Out));
    }

    public Task<RemoteResult> StopAsync(string id, CancellationToken cancel) => AskAsync(HostScripts.Stop(home, id), cancel);

    public Task<RemoteResult> RemoveAsync(string id, CancellationToken cancel) => AskAsync(HostScripts.Remove(home, id), cancel);

    /// <summary>Copies the log from <paramref name="offset"/> (bytes) on, as it is.</summary>
    public Task<RemoteResult> LogAsync(string id, long offset, ReceiveOutput output, CancellationToken cancel) =>
        host.RunAsync(new RemoteCommand(HostScripts.Log(home, id, offset)) { As = home.As }, output, cancel);

    internal static Outcome Judge(ScriptStatus status, string log) => status.State switch
    {
        ScriptState.Finished when status.Exit == 0 => Outcome.Done,
        ScriptState.TimedOut => Outcome.Failed(Errors.ScriptTimedOut(status, log)),
        ScriptState.Stopped => Outcome.Failed(Errors.ScriptStopped(status)),
        ScriptState.Abandoned => Outcome.Failed(Errors.ScriptAbandoned(status)),
        ScriptState.Lost => Outcome.Failed(Errors.ScriptLost(status, log)),
        _ => Outcome.Failed(Errors.ScriptFailed(status, log)),
    };

    private async Task<ScriptStatus?> FindAsync(string idOrName, CancellationToken cancel)
    {
        var jobs = await ReportAsync(null, cancel);
        return jobs.FirstOrDefault(job => job.Id == idOrName)
            ?? jobs.Where(job => job.Name == idOrName).MaxBy(job => job.Started);
    }

    private async Task ListenAsync(string id, CancellationToken cancel)
    {
        if (bell is not null && await bell.OfferAsync(host, home, id, cancel) is { } callback)
        {
            await AskAsync(HostScripts.Redirect(home, id, callback), cancel);
            // The file is looked at now and then all the same: a script that was killed never calls.
            await Task.WhenAny(bell.Heard(id), Task.Delay(TimeSpan.FromSeconds(15), cancel));
        }
        else
        {
            await AskAsync(HostScripts.Wait(home, id), cancel);
        }
    }

    private Task<RemoteResult> AskAsync(string script, CancellationToken cancel) =>
        host.RunAsync(new RemoteCommand(script) { As = home.As }, static (_, _) => { }, cancel);

    private static List<ScriptStatus> Parse(byte[] answer)
    {
        var jobs = new List<ScriptStatus>();
        foreach (var range in answer.AsSpan().Split((byte)'\n'))
        {
            if (ScriptStatus.Parse(answer.AsSpan(range)) is { } status)
            {
                jobs.Add(status);
            }
        }

        return [.. jobs.OrderBy(job => job.Started)];
    }
}
