using DeployTasks.GitHub;

namespace DeployTasks.Tests.GitHub;

/// <summary>The clients that this build has; every behaviour holds for each.</summary>
internal static class Clients
{
    private static readonly Dictionary<string, Func<GitHubAccess, IGitHub>> All = new()
    {
        ["small"] = access => new GitHubClient(access),
#if WITH_OCTOKIT
        ["Octokit"] = access => new Octokit.OctokitGitHub(access),
#endif
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public static IGitHub Of(string name, GitHubAccess access) => All[name](access);
}
