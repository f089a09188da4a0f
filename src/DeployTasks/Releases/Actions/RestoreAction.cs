using DeployTasks.Recipes;
using DeployTasks.Releases.Shell;

namespace DeployTasks.Releases.Actions;

/// <summary>
/// After a failure: the host that this run has switched serves again what it served before. The host is asked, not our
/// memory of it, for the worker that switched it may be dead.
/// </summary>
internal sealed class RestoreAction(ReleaseScope scope, Layout layout, HostShell shell)
{
    public async Task<Outcome> RunAsync(CancellationToken cancel)
    {
        var settings = scope.Settings;
        if (settings.TextOr("release_name", null) is not { } release)
        {
            return Outcome.Unchanged;
        }

        var script = layout.Script("serve", "restore")
            .With("release_name", release)
            .With("back", settings.Flag("rolling_back", false))
            .With("leave", !settings.Flag("rollback_on_failure", true))
            .With("entry", Journal.Entry("restore", scope));
        var answer = await shell.AskAsync(script, cancel);
        scope.Set("release_in_doubt", new Flag(!answer.IsSuccess || answer.Says("in-doubt")));
        if (answer.Error is { } error)
        {
            return Outcome.Failed(!settings.Flag("release_switching", false) ? error : Errors.NotRestored(scope.Alias, release, settings.TextOr("previous_release", "")!, error));
        }

        if (answer["left"] is { } previous)
        {
            return Outcome.Failed(Errors.LeftSwitched(scope.Alias, release, previous) with { Host = scope.Alias });
        }

        if (answer["restored"] is not { } restored)
        {
            scope.Inform($"Not switched; serves {(answer["not-switched"] is { Length: > 0 } served ? served : "nothing")}");
            return Outcome.Unchanged;
        }

        scope.Set(restored.Length > 0 ? "release_restored" : "release_withdrawn", new Flag(true));
        if (restored.Length > 0)
        {
            scope.Set("release_path", new Text(layout.PathOf(restored)));
        }

        scope.Inform(
            restored == release ? $"There is nothing to switch back to; serves {restored} as before"
            : restored.Length > 0 ? $"Switched back to {restored}" : "Switched back to serving nothing, as before");
        return Outcome.Done;
    }
}
