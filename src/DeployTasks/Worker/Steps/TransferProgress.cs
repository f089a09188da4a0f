namespace DeployTasks.Worker.Steps;

/// <summary>Tells of a transfer at its end, and until then no more often than a person can read: every event is a message to the master.</summary>
/// <param name="tell">Bytes done, and of how many.</param>
internal sealed class TransferProgress(TimeProvider clock, Action<long, long> tell)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private long _told = clock.GetTimestamp();

    public void Reach(long done, long total)
    {
        if (done == total || clock.GetElapsedTime(_told) >= Interval)
        {
            tell(done, total);
            _told = clock.GetTimestamp();
        }
    }
}
