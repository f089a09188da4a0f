using DeployTasks.Connections;
using DeployTasks.Recipes;
using DeployTasks.Releases.Shell;

namespace DeployTasks.Releases.Actions;

/// <summary>
/// Takes the lock of a host, or says who has it. The proof that the holder lives is an flock of its session, taken before
/// the lock itself (design §3.13).
/// </summary>
internal sealed class LockAction(ReleaseScope scope, Layout layout, HostShell shell)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan DefaultHold = TimeSpan.FromHours(1);

    /// <summary>Seconds after which a lock without proof of life counts as left behind.</summary>
    public static string MaxAge(Settings settings) =>
        $"{(long)(settings.Duration("lock_max_age") ?? TimeSpan.FromHours(1)).TotalSeconds}";

    /// <param name="onPurpose">Held beyond this run, until <c>lock_for</c> has passed.</param>
    public async Task<Outcome> RunAsync(bool onPurpose, CancellationToken cancel)
    {
        var settings = scope.Settings;
        var proof = onPurpose ? LockHold.Unsupported : await ProveLifeAsync(cancel);
        if (proof == LockHold.Lost)
        {
            return Outcome.Failed(Errors.ReleaseStepCut("lock", "lost its connection", ExitCode.Unreachable) with { Host = scope.Alias });
        }

        var content = LockContent.Of(settings);
        var script = layout.Script("lock-lib", "lock")
            .With("content", content.ToString())
            .With("alias", LockContent.Encode(scope.Alias))
            .With("proof", proof == LockHold.Held ? "flock" : "none")
            .With("time", $"{scope.Clock.GetUtcNow().ToUnixTimeSeconds()}")
            .With("max_age", MaxAge(settings))
            .With("owner", settings.TextOr("ci_pipeline", "") is { Length: > 0 } ? content.EncodedOwner : "")
            .With("hold_seconds", onPurpose ? $"{(long)(settings.Duration("lock_for") ?? DefaultHold).TotalSeconds}" : "");
        var patience = settings.Duration("lock_wait") ?? TimeSpan.Zero;
        var began = scope.Clock.GetTimestamp();
        for (var told = false; ; told = true)
        {
            var answer = await shell.AskAsync(script, cancel);
            if (answer.Failure is not ("held", var holder))
            {
                return Ended(answer, onPurpose);
            }

            var (who, since) = LockContent.Describe(holder);
            if (scope.Clock.GetElapsedTime(began) + Pause > patience)
            {
                return Outcome.Failed(Errors.Locked(who, since, NextMove(patience)) with { Host = scope.Alias });
            }

            if (!told)
            {
                scope.Inform($"Locked by {who}, since {since}; waiting up to {Errors.Span(patience)}");
            }

            await Task.Delay(Pause, scope.Clock, cancel);
        }
    }

    // A run gives its lock back, so in the end it has changed nothing by taking it.
    private Outcome Ended(Answer answer, bool onPurpose)
    {
        if (answer["stolen"] is { } dead)
        {
            scope.Inform($"Took over the lock that {LockContent.Describe(dead).Who} left behind");
        }

        return answer.Error is { } error ? Outcome.Failed(error) : onPurpose ? Outcome.Done : Outcome.Unchanged;
    }

    private async Task<LockHold> ProveLifeAsync(CancellationToken cancel)
    {
        var file = $"{layout.DeployPath}/.dep/alive/{layout.Run}";
        if (await scope.Host.HoldLockAsync(file, cancel) is (LockHold.Held or LockHold.Lost) and var hold)
        {
            return hold;
        }

        // The first deployment, or a folder of another user (become): it is made, then tried once more.
        var prepared = await shell.AskAsync(layout.Script("prepare-lock"), cancel);
        return prepared.IsSuccess ? await scope.Host.HoldLockAsync(file, cancel)
            : prepared.Result.End == RemoteEnd.ConnectionLost ? LockHold.Lost
            : LockHold.Unsupported;
    }

    private static string NextMove(TimeSpan patience) => patience > TimeSpan.Zero
        ? "Wait longer, or take the lock away with: dotnet deploy unlock --force"
        : "Wait for it with --wait-lock 10m, or take the lock away with: dotnet deploy unlock --force";
}
