using DeployTasks.Releases.Shell;

namespace DeployTasks.Releases.Actions;

/// <summary>Lays out <c>deploy_path</c>, or takes over what another tool laid out when that was asked for.</summary>
internal sealed class SetupAction(ReleaseScope scope, Layout layout, HostShell shell)
{
    public async Task<Outcome> RunAsync(CancellationToken cancel)
    {
        var answer = await shell.AskAsync(layout.Script("layout", "setup").With("adopt", scope.Settings.Flag("adopt", false)), cancel);
        if (answer["adopted"] is { } adopted)
        {
            scope.Inform($"Adopted releases/{adopted}; other releases of the other tool stay untouched");
        }

        return answer.Error is { } error ? Outcome.Failed(error) : answer.Says("made") ? Outcome.Done : Outcome.Unchanged;
    }
}
