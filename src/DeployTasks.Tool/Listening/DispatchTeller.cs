using System.Text.Encodings.Web;
using DeployTasks.GitHub;
using DeployTasks.Master.Listening;
using DeployTasks.Tool.GitHub;

namespace DeployTasks.Tool.Listening;

/// <summary>Starts workflows that listen to <c>repository_dispatch</c> of type <c>deploytasks-script</c>.</summary>
internal sealed class DispatchTeller(GitHubAccess access) : ITeller
{
    private const string EventType = "deploytasks-script";

    // GitHub takes 64 KiB in all, as JSON: a letter may need six bytes there.
    private const int LongestLog = 48 * 1024;

    // The queue tries again, and lets other scripts pass meanwhile.
    private static readonly GitHubPatience Once = new() { Tries = 1, OneTry = TimeSpan.FromSeconds(30) };

    public async Task<string?> TellAsync(HeardCallback callback, CancellationToken cancel)
    {
        var end = ScriptEnd.Of(callback);
        using var github = new GitHubClient(access with { Patience = Once });
        var trouble = await SendAsync(Tail(end.Log));
        // What GitHub will never take must not keep it from hearing the rest.
        return (trouble?.Code == Errors.GitHubUnprocessableCode ? await SendAsync("") : trouble)?.What;

        Task<Error?> SendAsync(string log)
        {
            var dispatch = new RepositoryDispatch(EventType, new DispatchedScript(end.Host, end.Id, end.State, end.Exit, log));
            return GitHubTrouble.OfAsync(() => github.DispatchAsync(dispatch, cancel));
        }
    }

    private static string Tail(string log)
    {
        var tail = log[Math.Max(0, log.Length - LongestLog)..];
        while (JavaScriptEncoder.Default.Encode(tail).Length > LongestLog)
        {
            tail = tail[(tail.Length / 4)..];
        }

        return tail;
    }
}
