using System.Globalization;
using DeployTasks.GitHub;
using Octokit;
using Octokit.Internal;
using Client = Octokit.GitHubClient;
using Deployment = DeployTasks.GitHub.Deployment;
using DeploymentState = Octokit.DeploymentState;
using DeploymentStatus = DeployTasks.GitHub.DeploymentStatus;
using NewDeployment = DeployTasks.GitHub.NewDeployment;

namespace DeployTasks.Octokit;

/// <summary>GitHub through Octokit, which knows neither cancellation nor the filters of deployments.</summary>
public sealed class OctokitGitHub(GitHubAccess access) : IGitHub
{
    private const int PageSize = 100;
    private const int MostPages = 10;

    private readonly HttpClientAdapter _http = new(() => new GitHubHandler(access));

    // Not the constructor that takes an address alone: it appends /api/v3 to every one but api.github.com.
    private Client Client => new(new Connection(
        new ProductHeaderValue("DeployTasks"),
        access.Root,
        new InMemoryCredentialStore(new Credentials(access.Token, AuthenticationType.Bearer)),
        _http,
        new SimpleJsonSerializer()));

    public async Task<long> CreateDeploymentAsync(NewDeployment deployment, CancellationToken cancel)
    {
        var made = await Client.Repository.Deployment.Create(access.Owner, access.Repository, new(deployment.Ref)
        {
            Task = deployment.Task,
            AutoMerge = deployment.AutoMerge,
            RequiredContexts = [.. deployment.RequiredContexts],
            Environment = deployment.Environment,
            Description = deployment.Description,
            Payload = new() { ["release"] = deployment.Payload.Release },
        }).WaitAsync(cancel);
        return made.Id;
    }

    public Task AddStatusAsync(long deployment, DeploymentStatus status, CancellationToken cancel) =>
        Client.Repository.Deployment.Status.Create(access.Owner, access.Repository, deployment, new(StateOf(status))
        {
            Description = status.Description,
            LogUrl = status.LogUrl,
            EnvironmentUrl = status.EnvironmentUrl,
        }).WaitAsync(cancel);

    public async Task<IReadOnlyList<Deployment>> DeploymentsAsync(string environment, CancellationToken cancel)
    {
        var found = await Client.Connection.Get<List<FoundDeployment>>(
            new Uri($"repos/{access.Owner}/{access.Repository}/deployments", UriKind.Relative),
            new Dictionary<string, string>
            {
                ["environment"] = environment,
                ["per_page"] = PageSize.ToString(CultureInfo.InvariantCulture),
            }).WaitAsync(cancel);
        return [.. found.Body.Select(one => new Deployment(one.Id, one.Sha, one.Release))];
    }

    public async Task<IReadOnlyList<Comment>> CommentsAsync(int pullRequest, CancellationToken cancel)
    {
        var pages = new ApiOptions { PageSize = PageSize, PageCount = MostPages };
        var found = await Client.Issue.Comment.GetAllForIssue(access.Owner, access.Repository, pullRequest, pages)
            .WaitAsync(cancel);
        return
        [
            .. found.Select(one => new Comment(
                one.Id, one.Body ?? "", Comment.Trusts(one.User?.Type?.ToString(), one.AuthorAssociation.StringValue))),
        ];
    }

    public Task AddCommentAsync(int pullRequest, string body, CancellationToken cancel) =>
        Client.Issue.Comment.Create(access.Owner, access.Repository, pullRequest, body).WaitAsync(cancel);

    public Task UpdateCommentAsync(long comment, string body, CancellationToken cancel) =>
        Client.Issue.Comment.Update(access.Owner, access.Repository, comment, body).WaitAsync(cancel);

    public void Dispose() => _http.Dispose();

    private static DeploymentState StateOf(DeploymentStatus status) =>
        Enum.Parse<DeploymentState>(status.State.ToString());
}
