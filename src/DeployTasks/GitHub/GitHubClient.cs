using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DeployTasks.GitHub;

/// <summary>The small client: no package, no reflection, so it is also the one in native code.</summary>
public sealed class GitHubClient : IGitHub
{
    private const int PageSize = 100;
    private const int MostPages = 10;

    private readonly HttpClient _http;
    private readonly string _repository;

    public GitHubClient(GitHubAccess access)
    {
        _repository = $"repos/{access.Owner}/{access.Repository}";
        _http = new HttpClient(new GitHubHandler(access))
        {
            BaseAddress = access.Root,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var headers = _http.DefaultRequestHeaders;
        headers.UserAgent.Add(new ProductInfoHeaderValue("DeployTasks", null));
        headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.github+json"));
        headers.Authorization = new AuthenticationHeaderValue("Bearer", access.Token);
        headers.Add("X-GitHub-Api-Version", "2022-11-28");
    }

    public async Task<long> CreateDeploymentAsync(NewDeployment deployment, CancellationToken cancel)
    {
        using var answer = await SendAsync(
            HttpMethod.Post, $"{_repository}/deployments", deployment, GitHubJson.Default.NewDeployment, cancel);
        return (await ReadAsync(answer, GitHubJson.Default.MadeAnswer, cancel)).Id;
    }

    public Task AddStatusAsync(long deployment, DeploymentStatus status, CancellationToken cancel) => TellAsync(
        HttpMethod.Post, $"{_repository}/deployments/{deployment}/statuses", status,
        GitHubJson.Default.DeploymentStatus, cancel);

    public async Task<IReadOnlyList<Deployment>> DeploymentsAsync(string environment, CancellationToken cancel)
    {
        var address = $"{_repository}/deployments?environment={Uri.EscapeDataString(environment)}&per_page={PageSize}";
        var found = await GetAsync(address, GitHubJson.Default.DeploymentAnswerArray, cancel);
        return [.. found.Select(one => new Deployment(one.Id, one.Sha, one.Release))];
    }

    public async Task<IReadOnlyList<Comment>> CommentsAsync(int pullRequest, CancellationToken cancel)
    {
        var comments = new List<Comment>();
        for (var page = 1; page <= MostPages; page++)
        {
            var found = await GetAsync(
                $"{_repository}/issues/{pullRequest}/comments?per_page={PageSize}&page={page}",
                GitHubJson.Default.CommentAnswerArray, cancel);
            comments.AddRange(found.Select(one =>
                new Comment(one.Id, one.Body ?? "", Comment.Trusts(one.User?.Type, one.AuthorAssociation))));
            if (found.Length < PageSize)
                break;
        }
        return comments;
    }

    public Task AddCommentAsync(int pullRequest, string body, CancellationToken cancel) => TellAsync(
        HttpMethod.Post, $"{_repository}/issues/{pullRequest}/comments", new CommentText(body),
        GitHubJson.Default.CommentText, cancel);

    public Task UpdateCommentAsync(long comment, string body, CancellationToken cancel) => TellAsync(
        HttpMethod.Patch, $"{_repository}/issues/comments/{comment}", new CommentText(body),
        GitHubJson.Default.CommentText, cancel);

    /// <summary>Beside the seam: Octokit has no such call, and only the listener needs it.</summary>
    public Task DispatchAsync(RepositoryDispatch dispatch, CancellationToken cancel) => TellAsync(
        HttpMethod.Post, $"{_repository}/dispatches", dispatch, GitHubJson.Default.RepositoryDispatch, cancel);

    public void Dispose() => _http.Dispose();

    private async Task<T> GetAsync<T>(string address, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        using var answer = await _http.GetAsync(address, cancel);
        return await ReadAsync(answer, type, cancel);
    }

    private async Task TellAsync<T>(
        HttpMethod method, string address, T body, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        using var answer = await SendAsync(method, address, body, type, cancel);
    }

    private async Task<HttpResponseMessage> SendAsync<T>(
        HttpMethod method, string address, T body, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        // Not JsonContent: it is sent in chunks, which some proxies answer with 411.
        using var request = new HttpRequestMessage(method, address)
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await _http.SendAsync(request, cancel);
    }

    private static async Task<T> ReadAsync<T>(
        HttpResponseMessage answer, JsonTypeInfo<T> type, CancellationToken cancel) =>
        await answer.Content.ReadFromJsonAsync(type, cancel)
            ?? throw new DeployException(Errors.GitHubUnreadable("null"));
}
