using DeployTasks.GitHub;
using DeployTasks.Master.Listening;
using DeployTasks.Tool.GitHub;

namespace DeployTasks.Tool.Listening;

/// <summary>Starts workflows that listen to <c>repository_dispatch</c> of type <c>deploytasks-script</c>.</summary>
internal sealed class DispatchTeller(GitHubAccess access) : ITeller
{
    private const string EventType = "deploytasks-script";

    // GitHub takes 64 KiB in all.
    private const int LongestLog = 16 * 1024;

    // The queue tries again, and lets other scripts pass meanwhile.
    private static readonly GitHubPatience Once = new() { Tries = 1, OneTry = TimeSpan.FromSeconds(30) };

    public async Task<string?> TellAsync(HeardCallback callback, CancellationToken cancel)
    {
        var end = ScriptEnd.Of(callback);
        var log = end.Log[Math.Max(0, end.Log.Length - LongestLog)..];
        var dispatch = new RepositoryDispatch(EventType, new DispatchedScript(end.Host, end.Id, end.State, end.Exit, log));
        using var github = new GitHubClient(access with { Patience = Once });
        return (await GitHubTrouble.OfAsync(() => github.DispatchAsync(dispatch, cancel)))?.What;
    }
}
