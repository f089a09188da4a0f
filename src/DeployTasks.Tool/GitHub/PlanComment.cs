using System.Security.Cryptography;
using System.Text;
using DeployTasks.Events;
using DeployTasks.GitHub;
using DeployTasks.Tool.Outputs.GitHub;

namespace DeployTasks.Tool.GitHub;

/// <summary>
/// A plan as a comment on a pull request. A hidden mark tells our comment from others, and the plan of one command
/// line from that of another; a comment that a passer-by wrote with our mark in it is not ours.
/// </summary>
/// <param name="about">What makes it another plan: recipe, environment, tasks, selection.</param>
internal sealed class PlanComment(IGitHub github, IEnumerable<string?> about)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Of GitHub's 65,536, so that frame and fence have room.
    private const int Longest = 60_000;
    private const int MarkLength = 16;

    private readonly string _mark = $"<!-- deploytasks-plan {Hash(string.Join('\n', about))} -->";

    /// <summary>Puts it where the job belongs; what is in the way is a warning.</summary>
    public static async Task TryPutAsync(
        Surroundings here, IReadOnlyList<string> lines, IEnumerable<string?> about, CancellationToken cancel)
    {
        var job = new GitHubJob(here.Environment);
        if (await GitHubTrouble.OfAsync(PutAsync) is { } trouble)
            here.Warn(trouble);

        async Task PutAsync()
        {
            if (job.Missing(GitHubJob.NeededToComment).ToArray() is { Length: > 0 } missing)
                throw new DeployException(Errors.GitHubVariablesMissing("plan --comment", missing));
            if (job.PullRequest is not { } pullRequest)
                throw new DeployException(Errors.NoPullRequest());
            using var github = job.Connect();
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(Patience);
            await new PlanComment(github, about).PutAsync(pullRequest, lines, limit.Token);
        }
    }

    public async Task PutAsync(int pullRequest, IReadOnlyList<string> lines, CancellationToken cancel)
    {
        var body = Body(lines);
        var comments = await github.CommentsAsync(pullRequest, cancel);
        var own = comments.FirstOrDefault(one => one.IsTrusted && one.Body.StartsWith(_mark, StringComparison.Ordinal));
        await (own is null
            ? github.AddCommentAsync(pullRequest, body, cancel)
            : github.UpdateCommentAsync(own.Id, body, cancel));
    }

    /// <summary>Everything the recipe says stands in a fence: no markup, no mention, no link.</summary>
    private string Body(IReadOnlyList<string> lines)
    {
        var length = 0;
        var shown = lines.Select(TerminalText.Clean).TakeWhile(line => (length += line.Length + 1) <= Longest).ToList();
        if (shown.Count < lines.Count)
            shown.Add($"... {lines.Count - shown.Count} more lines; the log of the job has them all ...");
        return $"{_mark}\n### What a deployment would do\n\n{Markdown.Block(shown)}";
    }

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..MarkLength];
}
