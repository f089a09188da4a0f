using System.Text.Json;
using DeployTasks.GitHub;
#if WITH_OCTOKIT
using DeployTasks.Octokit;
#endif

namespace DeployTasks.Tool.GitHub;

/// <summary>The job we run in, as GitHub's variables tell of it.</summary>
internal sealed class GitHubJob(IReadOnlyDictionary<string, string> environment)
{
    private const string PublicApi = "https://api.github.com";

    public static readonly string[] NeededToComment = ["GITHUB_TOKEN", "GITHUB_REPOSITORY"];
    public static readonly string[] NeededToDeploy = [.. NeededToComment, "GITHUB_SHA"];

    public string Sha => Variable("GITHUB_SHA");

    /// <summary>This attempt of this run; null outside Actions.</summary>
    public string? LogUrl => Missing("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID").Any()
        ? null
        : $"{Variable("GITHUB_SERVER_URL")}/{Variable("GITHUB_REPOSITORY")}/actions/runs/{Variable("GITHUB_RUN_ID")}"
            + (Variable("GITHUB_RUN_ATTEMPT") is { Length: > 0 } attempt ? $"/attempts/{attempt}" : "");

    /// <summary>Number of the pull request that the job belongs to; null: to none.</summary>
    public int? PullRequest => OfEvent() ?? OfRef();

    /// <summary>Which of these variables have no value.</summary>
    public IEnumerable<string> Missing(params IEnumerable<string> names) =>
        names.Where(name => Variable(name).Length == 0);

    /// <summary>The client that this build has.</summary>
    /// <exception cref="DeployException">GITHUB_API_URL is no address.</exception>
    public IGitHub Connect()
    {
        var access = Access(Variable("GITHUB_REPOSITORY"));
#if WITH_OCTOKIT
        return new OctokitGitHub(access);
#else
        return new GitHubClient(access);
#endif
    }

    /// <param name="repository">As <c>owner/name</c>.</param>
    /// <exception cref="DeployException">GITHUB_API_URL is no address.</exception>
    public GitHubAccess Access(string repository)
    {
        var url = Variable("GITHUB_API_URL") is { Length: > 0 } own ? own : PublicApi;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var api) || api.Scheme is not ("http" or "https"))
            throw new DeployException(Errors.WrongUsage($"GITHUB_API_URL is '{url}', which is no address"));
        var names = repository.Split('/');
        return new GitHubAccess(api, names[0], names[^1], Variable("GITHUB_TOKEN"));
    }

    private int? OfRef() =>
        Variable("GITHUB_REF").Split('/') is ["refs", "pull", var number, ..] && int.TryParse(number, out var pull)
            ? pull
            : null;

    // A comment on a pull request is an event of an issue, and its GITHUB_REF is the default branch.
    private int? OfEvent()
    {
        if (Missing("GITHUB_EVENT_PATH").Any() || !File.Exists(Variable("GITHUB_EVENT_PATH")))
            return null;
        using var happened = JsonDocument.Parse(File.ReadAllBytes(Variable("GITHUB_EVENT_PATH")));
        var root = happened.RootElement;
        return root.TryGetProperty("pull_request", out var pull)
            || (root.TryGetProperty("issue", out pull) && pull.TryGetProperty("pull_request", out _))
                ? pull.GetProperty("number").GetInt32()
                : null;
    }

    // A token under our own name is for us alone: no child inherits it, and GITHUB_TOKEN stays what the job made it.
    private string Variable(string name) =>
        name == "GITHUB_TOKEN" && Variable("DEPLOY_GITHUB_TOKEN") is { Length: > 0 } own ? own
        : environment.GetValueOrDefault(name, "").Trim();
}
