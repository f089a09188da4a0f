using DeployTasks.Connections;

namespace DeployTasks.Scripts;

/// <summary>Shows the log of a script as it is, byte for byte; behind a broken connection it goes on where it was.</summary>
public sealed class ScriptLog(ScriptRunner scripts, ReceiveOutput output)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private long _shown;

    /// <param name="follow">Until the script has ended.</param>
    /// <exception cref="DeployException">The host could not be asked, also not after a new connection.</exception>
    public async Task<Outcome> ShowAsync(ScriptStatus job, bool follow, CancellationToken cancel)
    {
        while (true)
        {
            // The log is read after the status: nothing can come behind a status that is final.
            var result = await scripts.ReadLogAsync(job.Id, _shown, Receive, cancel);
            cancel.ThrowIfCancellationRequested();
            if (result.End == RemoteEnd.Exited && result.Exit != 0)
            {
                return Outcome.Failed(Errors.ScriptUnknown(job.Id));
            }

            if (result.IsSuccess && (job.IsFinal || !follow))
            {
                return Outcome.Unchanged;
            }

            if (result.IsSuccess)
            {
                await Task.Delay(Pause, cancel);
            }

            if (await scripts.FindAsync(job.Id, cancel) is not { } now)
            {
                return Outcome.Failed(Errors.ScriptUnknown(job.Id));
            }

            job = now;
        }
    }

    private void Receive(bool isError, ReadOnlyMemory<byte> bytes)
    {
        if (!isError)
        {
            _shown += bytes.Length;
            output(isError, bytes);
        }
    }
}
