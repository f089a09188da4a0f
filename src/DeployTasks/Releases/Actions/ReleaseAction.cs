using DeployTasks.Recipes;
using DeployTasks.Releases.Shell;

namespace DeployTasks.Releases.Actions;

/// <summary>
/// Makes the folder of the new release. Where the host serves exactly what would be made, it says so and the rest of the
/// flow passes the host by; but what a run has switched to without coming to its end is published once more.
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
            .With("meta", Journal.Meta(scope));
        var answer = await shell.AskAsync(script, cancel);
        if (answer.Error is { } error)
        {
            return Outcome.Failed(error);
        }

        if (answer["in-doubt"] is { } doubtful)
        {
            scope.Set("release_made", new Flag(doubtful == name));
            scope.Inform($"{doubtful} has this content, but its publication did not end well: it is published again");
        }

        if (ChosenRelease.Set(scope, layout, name, answer) is not { } unchanged)
        {
            return Outcome.Done;
        }

        scope.Inform($"Nothing to do: {unchanged} already has this content and these settings");
        return Outcome.Unchanged;
    }
}
