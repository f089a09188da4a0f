using DeployTasks.Recipes;
using DeployTasks.Releases.Shell;

namespace DeployTasks.Releases.Actions;

/// <summary>
/// Makes the folder of the new release. Where the host serves exactly what would be made, it says so and the rest of the
/// flow passes the host by.
/// </summary>
internal sealed class ReleaseAction(ReleaseScope scope, Layout layout, HostShell shell)
{
    public async Task<Outcome> RunAsync(CancellationToken cancel)
    {
        var settings = scope.Settings;
        var name = SafeName.OfRelease(settings.Text("release_name"));
        var script = layout.Script("release")
            .With("release_name", name)
            .With("fingerprint", Fingerprint.Of(settings))
            .With("again", settings.Flag("deploy_again", false))
            .With("meta", Journal.Meta(settings));
        var answer = await shell.AskAsync(script, cancel);
        if (answer.Error is { } error)
        {
            return Outcome.Failed(error);
        }

        var unchanged = answer["unchanged"];
        scope.Set("release_unchanged", new Flag(unchanged is not null));
        scope.Set("release_name", new Text(unchanged ?? name));
        scope.Set("release_path", new Text(layout.PathOf(unchanged ?? name)));
        scope.Set("previous_release", Text.Literal(answer["current"] ?? ""));
        if (unchanged is null)
        {
            return Outcome.Done;
        }

        scope.Inform($"Nothing to do: {unchanged} already has this content and these settings");
        return Outcome.Unchanged;
    }
}
