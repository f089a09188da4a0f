using DeployTasks.Recipes;
using DeployTasks.Releases.Packing;
using DeployTasks.Releases.Shell;

namespace DeployTasks.Releases.Actions;

/// <summary>Makes a prepared release, or for a rollback an earlier one, the one that is served.</summary>
internal sealed class SwitchAction(ReleaseScope scope, Layout layout, HostShell shell)
{
    public async Task<Outcome> RunAsync(CancellationToken cancel)
    {
        var settings = scope.Settings;
        var back = settings.Flag("rolling_back", false);
        var script = layout.Script("serve", "switch")
            .With("release_name", settings.Text("release_name"))
            .With("digest", settings.TextOr(ArtifactSettings.Digest, "")!)
            .With("back", back)
            .With("expected", settings.TextOr("previous_release", "")!)
            .With("entry", Journal.Entry(back ? "rollback" : "deploy", scope));
        scope.Set("release_switching", new Flag(true));
        var answer = await shell.AskAsync(script, cancel);
        if (answer.Error is { } error)
        {
            return Outcome.Failed(error);
        }

        scope.Set("previous_release", Text.Literal(answer["previous"] ?? ""));
        return answer.Says("already") ? Outcome.Unchanged : Outcome.Done;
    }
}
