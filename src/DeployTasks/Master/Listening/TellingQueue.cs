using System.Threading.Channels;
using DeployTasks.Wire;

namespace DeployTasks.Master.Listening;

/// <summary>
/// Tells of every job that was heard, one after another, until it succeeds: then it is marked, and never told again. What
/// a killed listener has heard and not told comes first.
/// </summary>
internal sealed class TellingQueue(CallbackFolder folder, ITeller teller, Action<ListenerNews> report)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly Channel<(Caller Caller, TimeSpan Pause)> _waiting = Channel.CreateUnbounded<(Caller, TimeSpan)>();

    // Told, but the mark could not be written.
    private readonly HashSet<Caller> _told = [];

    public void Add(Caller caller) => _waiting.Writer.TryWrite((caller, TimeSpan.FromSeconds(1)));

    public async Task RunAsync(CancellationToken cancel)
    {
        await foreach (var (caller, pause) in _waiting.Reader.ReadAllAsync(cancel))
        {
            if (await TryAsync(caller, cancel) is not { } problem)
            {
                continue;
            }

            cancel.ThrowIfCancellationRequested();
            report(new ListenerNews(caller) { Problem = problem });
            _ = AgainAsync(caller, pause, cancel);
        }
    }

    // Whatever goes wrong with one script keeps nobody from being told of the others.
    private async Task<Error?> TryAsync(Caller caller, CancellationToken cancel)
    {
        try
        {
            if (!_told.Contains(caller))
            {
                if (folder.BodyOf(caller) is not { } body)
                {
                    return null;
                }

                if (await teller.TellAsync(new HeardCallback(caller, body), cancel) is { } reason)
                {
                    return Errors.CallbackNotTold(caller.ToString(), reason);
                }

                _told.Add(caller);
            }

            folder.MarkTold(caller);
            _told.Remove(caller);
            report(new ListenerNews(caller));
            return null;
        }
        catch (Exception fault)
        {
            return _told.Contains(caller) ? Errors.CallbackNotMarked(caller.ToString(), fault.Message) : Errors.CallbackNotTold(caller.ToString(), fault.Message);
        }
    }

    private async Task AgainAsync(Caller caller, TimeSpan pause, CancellationToken cancel)
    {
        await Task.Delay(pause, cancel);
        _waiting.Writer.TryWrite((caller, TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, 2 * pause.Ticks))));
    }
}
