using System.Collections.Immutable;
using DeployTasks.Recipes;

namespace DeployTasks.Releases;

/// <summary>Who deploys, from where and what, as the CI system or this machine tells: for locks, journals and names.</summary>
/// <param name="environment">Variables of the process.</param>
internal sealed class CiContext(IReadOnlyDictionary<string, string> environment)
{
    public string User =>
        First("GITHUB_ACTOR", "GITLAB_USER_LOGIN", "BUILD_REQUESTEDFOR", "CIRCLE_USERNAME", "BUILD_USER_ID") ?? Environment.UserName;

    public string Machine => First("RUNNER_NAME", "CI_RUNNER_DESCRIPTION", "AGENT_NAME", "NODE_NAME") ?? Environment.MachineName;

    public string Url => First("CI_JOB_URL", "CIRCLE_BUILD_URL", "BUILD_URL")
        ?? Join("/", ["GITHUB_SERVER_URL", "GITHUB_REPOSITORY"], "/actions/runs/", "GITHUB_RUN_ID")
        ?? Join("", ["SYSTEM_COLLECTIONURI", "SYSTEM_TEAMPROJECT"], "/_build/results?buildId=", "BUILD_BUILDID")
        ?? "";

    /// <summary>The same for all jobs of a pipeline: a later one may pass what an earlier one locked. Empty outside CI.</summary>
    public string Pipeline => Join(" ", ["GITHUB_REPOSITORY"], " ", "GITHUB_RUN_ID")
        ?? First("CI_PIPELINE_URL", "CIRCLE_WORKFLOW_ID", "BUILD_TAG")
        ?? Join(" ", ["SYSTEM_COLLECTIONURI", "SYSTEM_TEAMPROJECT"], " ", "BUILD_BUILDID")
        ?? "";

    /// <summary>Who may release a lock without force.</summary>
    private string Owner => Pipeline is { Length: > 0 } pipeline ? pipeline : $"{Environment.UserName}@{Environment.MachineName}";

    /// <summary>The commit that was checked out; empty when nobody tells.</summary>
    public string Revision =>
        First("GITHUB_SHA", "CI_COMMIT_SHA", "BUILD_SOURCEVERSION", "GIT_COMMIT", "CIRCLE_SHA1", "BITBUCKET_COMMIT") ?? "";

    public ImmutableSortedDictionary<string, Value> Settings => new Dictionary<string, Value>
    {
        ["user"] = Text.Literal(User),
        ["ci_machine"] = Text.Literal(Machine),
        ["ci_url"] = Text.Literal(Url),
        ["ci_pipeline"] = Text.Literal(Pipeline),
        ["lock_owner"] = Text.Literal(Owner),
    }.SortedBy(setting => setting.Key, setting => setting.Value);

    private string? First(params string[] names) =>
        names.Select(name => environment.GetValueOrDefault(name)).FirstOrDefault(value => !string.IsNullOrEmpty(value));

    private string? Join(string between, string[] names, string before, string last) =>
        Array.TrueForAll([.. names, last], name => !string.IsNullOrEmpty(environment.GetValueOrDefault(name)))
            ? string.Join(between, names.Select(name => environment[name])) + before + environment[last]
            : null;
}
