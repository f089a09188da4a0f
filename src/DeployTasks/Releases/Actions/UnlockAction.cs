using DeployTasks.Releases.Shell;

namespace DeployTasks.Releases.Actions;

/// <summary>Gives back the lock of this run; somebody else's only by force.</summary>
internal sealed class UnlockAction(ReleaseScope scope, Layout layout, HostShell shell)
{
    /// <param name="asked">A person asked for it: that the lock belongs to somebody else is then an error.</param>
    public async Task<Outcome> RunAsync(bool asked, CancellationToken cancel)
    {
        var settings = scope.Settings;
        var force = asked && settings.Flag("force", false);
        var content = LockContent.Of(settings);
        var script = layout.Script("lock-lib", "unlock")
            .With("asked", asked)
            .With("force", force)
            .With("content", content.ToString())
            .With("settle", !settings.Flag("release_in_doubt", false))
            .With("alias", LockContent.Encode(scope.Alias))
            .With("max_age", LockAction.MaxAge(settings))
            .With("owner", asked ? content.EncodedOwner : "")
            .With("entry", Journal.Entry("unlock", scope));
        var answer = await shell.AskAsync(script, cancel);
        if (answer.Error is { } error)
        {
            return Outcome.Failed(error);
        }

        if (answer["foreign"] is { } foreign)
        {
            return asked
                ? Outcome.Failed(Errors.LockNotYours(LockContent.Describe(foreign).Who) with { Host = scope.Alias })
                : Outcome.Unchanged;
        }

        if (!asked)
        {
            return Outcome.Unchanged;
        }

        scope.Inform(answer["released"] is { } target ? $"Released the lock of {LockContent.Describe(target).Who}" : "There was no lock");
        return answer.Says("released") ? Outcome.Done : Outcome.Unchanged;
    }
}
