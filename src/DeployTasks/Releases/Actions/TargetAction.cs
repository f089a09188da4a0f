using DeployTasks.Recipes;
using DeployTasks.Releases.Shell;

namespace DeployTasks.Releases.Actions;

/// <summary>
/// Finds the release to roll back to. The first host chooses for all, unless <c>rollback_to</c> names one; then every host
/// is asked whether it has it, before any is touched.
/// </summary>
internal sealed class TargetAction(ReleaseScope scope, Layout layout, HostShell shell)
{
    public Task<Outcome> ChooseAsync(CancellationToken cancel) =>
        FindAsync(scope.Settings.TextOr("rollback_to", ""), share: true, cancel);

    public Task<Outcome> CheckAsync(CancellationToken cancel) =>
        FindAsync(scope.Settings.Text("release_name"), share: false, cancel);

    private async Task<Outcome> FindAsync(string? target, bool share, CancellationToken cancel)
    {
        var to = string.IsNullOrEmpty(target) ? "" : SafeName.OfRelease(target);
        var answer = await shell.AskAsync(layout.Script("find-target").With("to", to), cancel);
        if (answer.Error is { } error)
        {
            return Outcome.Failed(error);
        }

        if (answer["target"] is not { } found)
        {
            return Outcome.Failed(Errors.HostileAnswer("rollback", "no target") with { Host = scope.Alias });
        }

        if (share)
        {
            scope.Set("release_name", new Text(SafeName.OfRelease(found)), share: true);
            scope.Set("rolling_back", new Flag(true), share: true);
            scope.Inform($"Rolling back to {found}");
            return Outcome.Unchanged;
        }

        scope.Set("release_path", new Text(layout.PathOf(found)));
        scope.Set("previous_release", Text.Literal(answer["current"] ?? ""));
        return Outcome.Unchanged;
    }
}
