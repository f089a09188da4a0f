using DeployTasks.Releases.Shell;

namespace DeployTasks.Releases.Actions;

/// <summary>The systemd unit of the setting <c>service</c>.</summary>
internal sealed class ServiceAction(ReleaseScope scope, Layout layout, HostShell shell)
{
    private string Name => scope.Settings.Text("service");

    public async Task<Outcome> RestartAsync(CancellationToken cancel) =>
        await AskAsync("restart", cancel) is { Error: { } error } ? Outcome.Failed(error) : Outcome.Done;

    /// <summary>Nothing is served any more, so nothing hangs on it.</summary>
    public async Task<Outcome> StopAsync(CancellationToken cancel)
    {
        if (await AskAsync("stop", cancel) is { Error: { } error })
        {
            scope.Warn($"Service {Name} could not be stopped: {(error.Detail.Length > 0 ? error.Detail : error.What)}");
        }

        return Outcome.Done;
    }

    private Task<Answer> AskAsync(string script, CancellationToken cancel) =>
        shell.AskAsync(layout.Script(script).With("service", Name), cancel);
}
