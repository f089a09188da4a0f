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

    public void Add(Caller caller) => _waiting.Writer.TryWrite((caller, TimeSpan.FromSeconds(1)));

    public async Task RunAsync(CancellationToken cancel)
    {
        await foreach (var (caller, pause) in _waiting.Reader.ReadAllAsync(cancel))
        {
            if (await teller.TellAsync(new HeardCallback(caller, folder.BodyOf(caller)), cancel) is not { } reason)
            {
                folder.MarkTold(caller);
                report(new ListenerNews(caller));
                continue;
            }

            cancel.ThrowIfCancellationRequested();
            report(new ListenerNews(caller) { Problem = Errors.CallbackNotTold(caller.ToString(), reason) });
            _ = AgainAsync(caller, pause, cancel);
        }
    }

    private async Task AgainAsync(Caller caller, TimeSpan pause, CancellationToken cancel)
    {
        await Task.Delay(pause, cancel);
        _waiting.Writer.TryWrite((caller, TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, 2 * pause.Ticks))));
    }
}
