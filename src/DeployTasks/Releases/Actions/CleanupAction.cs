using DeployTasks.Recipes;
using DeployTasks.Releases.Shell;

namespace DeployTasks.Releases.Actions;

/// <summary>Removes what nobody needs any more. That it could not is no reason to fail a deployment that is done.</summary>
internal sealed class CleanupAction(ReleaseScope scope, Layout layout, HostShell shell)
{
    private const int DefaultKeep = 5;

    public static int Keep(Settings settings) => settings.Number("keep_releases") ?? DefaultKeep;

    public async Task<Outcome> RunAsync(CancellationToken cancel)
    {
        var script = layout.Script("lock-lib", "cleanup")
            .With("keep", $"{Keep(scope.Settings)}")
            .With("max_age", LockAction.MaxAge(scope.Settings))
            .With("owner", "");
        var answer = await shell.AskAsync(script, cancel);
        if (answer.Error is { } error)
        {
            scope.Warn($"Cleanup did not end: {error.What}");
            return Outcome.Done;
        }

        var removed = answer.All("removed").ToArray();
        foreach (var name in answer.All("failed"))
        {
            scope.Warn($"releases/{name} could not be moved to .dep/trash, to be removed there; may the user who deploys write to both?");
        }

        if (answer.All("left").ToArray() is { Length: > 0 } left)
        {
            scope.Warn($"{string.Join(", ", left)} could not be removed; does it hold files of another user?");
        }

        if (answer.All("foreign").ToArray() is { Length: > 0 } foreign)
        {
            scope.Inform($"Not ours, left alone: {string.Join(", ", foreign)}");
        }

        return removed.Length > 0 ? Outcome.Done : Outcome.Unchanged;
    }
}
