namespace DeployTasks.GitHub;

/// <summary>
/// The few calls to GitHub's REST API that we need. Two clients: <see cref="GitHubClient"/>, and the one on Octokit in a
/// project of its own. What they have in common (retries, limits, what an answer means) is <see cref="GitHubHandler"/>.
/// </summary>
/// <remarks>When GitHub does not do as asked, every call throws the explained <see cref="DeployException"/>.</remarks>
public interface IGitHub : IDisposable
{
    /// <returns>Id of the deployment.</returns>
    Task<long> CreateDeploymentAsync(NewDeployment deployment, CancellationToken cancel);

    Task AddStatusAsync(long deployment, DeploymentStatus status, CancellationToken cancel);

    /// <summary>The last hundred of an environment, newest first.</summary>
    Task<IReadOnlyList<Deployment>> DeploymentsAsync(string environment, CancellationToken cancel);

    /// <summary>The first thousand comments of a pull request, oldest first.</summary>
    Task<IReadOnlyList<Comment>> CommentsAsync(int pullRequest, CancellationToken cancel);

    Task AddCommentAsync(int pullRequest, string body, CancellationToken cancel);

    Task UpdateCommentAsync(long comment, string body, CancellationToken cancel);
}
