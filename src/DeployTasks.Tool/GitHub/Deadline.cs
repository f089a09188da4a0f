using DeployTasks.Master;

namespace DeployTasks.Tool.GitHub;

/// <summary>
/// How long GitHub may take: as long as the run does, some time after its end, and less than the five seconds that a
/// cancelled run has.
/// </summary>
internal sealed class Deadline : IDisposable
{
    private static readonly TimeSpan AfterTheRun = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan AfterACancel = TimeSpan.FromSeconds(4);

    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _cancelled = new();
    private readonly CancellationTokenSource _either;
    private readonly CancellationTokenRegistration _onStop;

    public Deadline(CancelSource cancel)
    {
        _either = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token, _cancelled.Token);
        _onStop = cancel.Stop.Register(() => _cancelled.CancelAfter(AfterACancel));
    }

    public CancellationToken Token => _either.Token;

    public void EndRun() => _closing.CancelAfter(AfterTheRun);

    public void Dispose()
    {
        _onStop.Dispose();
        _either.Dispose();
        _cancelled.Dispose();
        _closing.Dispose();
    }
}
