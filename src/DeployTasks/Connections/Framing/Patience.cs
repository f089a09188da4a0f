namespace DeployTasks.Connections.Framing;

/// <summary>Waits for a frame as long as its command's limits allow.</summary>
internal static class Patience
{
    // What a timer can bear, near enough to for ever.
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    /// <summary>Blocks.</summary>
    /// <returns>Null when the frame ended by itself, else why it must be ended.</returns>
    public static RemoteEnd? Wait(Frame frame, RemoteCommand command, CancellationToken cancel)
    {
        var started = Environment.TickCount64;
        try
        {
            if (command.Lasts is { } lasts && !frame.WaitForEnd(Moment, cancel))
            {
                lasts();
            }

            while (true)
            {
                var left = Left(command.Timeout, started);
                var quiet = Left(command.IdleTimeout, frame.LastHeard);
                if (left <= TimeSpan.Zero)
                {
                    return RemoteEnd.TimedOut;
                }

                if (quiet <= TimeSpan.Zero)
                {
                    return RemoteEnd.IdleTimedOut;
                }

                if (frame.WaitForEnd(left < quiet ? left : quiet, cancel))
                {
                    return null;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return RemoteEnd.Cancelled;
        }
    }

    private static TimeSpan Left(TimeSpan? limit, long since) => limit is { Ticks: > 0 } some
        ? some - TimeSpan.FromMilliseconds(Environment.TickCount64 - since)
        : Longest;
}
