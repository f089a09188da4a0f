using DeployTasks.Releases.Shell;

namespace DeployTasks.Releases.Actions;

/// <summary>Takes up a release that an earlier run has prepared, so that this one can publish it.</summary>
internal sealed class PreparedAction(ReleaseScope scope, Layout layout, HostShell shell)
{
    public async Task<Outcome> RunAsync(CancellationToken cancel)
    {
        var name = SafeName.OfRelease(scope.Settings.Text("release_name"));
        var answer = await shell.AskAsync(layout.Script("prepared").With("release_name", name), cancel);
        if (answer.Error is { } error)
        {
            return Outcome.Failed(error);
        }

        ChosenRelease.Set(scope, layout, name, answer);
        return Outcome.Unchanged;
    }
}
