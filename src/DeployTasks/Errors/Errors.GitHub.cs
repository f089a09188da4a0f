using System.Net;

namespace DeployTasks;

/// <remarks>All of them are warnings where a deployment goes on: GitHub's record of it is not the deployment.</remarks>
public static partial class Errors
{
    public const string GitHubForbiddenCode = "DT8022";
    public const string GitHubUnprocessableCode = "DT8025";

    public static Error GitHubVariablesMissing(string asker, IEnumerable<string> names) =>
        GitHub("DT8020", $"{asker} needs {string.Join(", ", names)}, which are not set",
            "In GitHub Actions all but GITHUB_TOKEN are there; give the step env: GITHUB_TOKEN: ${{ github.token }}");

    /// <param name="said">GitHub's own message; empty when it gave none.</param>
    public static Error GitHubRefused(HttpStatusCode status, string call, string said) => status switch
    {
        HttpStatusCode.Accepted => Refusal("DT8021", status, call, said,
            "It merged branches instead of making a deployment, though we ask it not to: deploy the merged commit"),
        HttpStatusCode.Unauthorized => Refusal("DT8032", status, call, said,
            "GITHUB_TOKEN is not valid, or no longer: a job's own token ends with the job"),
        HttpStatusCode.Forbidden => Refusal(GitHubForbiddenCode, status, call, said,
            "The job needs permissions: deployments: write (or pull-requests: write); jobs of forks never have them"),
        HttpStatusCode.NotFound => Refusal("DT8023", status, call, said,
            "The token does not reach this repository, or the commit, pull request or comment is gone"),
        HttpStatusCode.Conflict => Refusal("DT8024", status, call, said,
            "GitHub found a merge conflict or a check that has not passed; look at the commit's checks and run again"),
        HttpStatusCode.UnprocessableEntity => Refusal(GitHubUnprocessableCode, status, call, said,
            "The commit must have been pushed to this very repository, and URLs must begin with http:// or https://"),
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => Refusal("DT8023", status, call, "",
            "The repository was renamed or GITHUB_API_URL is not the API's own address"),
        _ => Refusal("DT8026", status, call, said, "See https://www.githubstatus.com, then run again"),
    };

    public static Error GitHubLimited(string call, TimeSpan asked) =>
        GitHub("DT8027", $"{call}: GitHub was asked too often and wants us back in {asked.TotalSeconds:0} s",
            "Nothing waits that long; run fewer jobs at once, or use a token of its own");

    public static Error GitHubUnreachable(string call, string why) =>
        GitHub("DT8028", $"{call}: GitHub was not reached: {why}",
            "Check GITHUB_API_URL, the proxy and https://www.githubstatus.com");

    public static Error GitHubUnreadable(string why) =>
        GitHub("DT8029", $"GitHub's answer was not understood: {why}",
            "Check GITHUB_API_URL; a proxy may have answered");

    public static Error GitHubTooSlow() =>
        GitHub("DT8028", "GitHub did not answer before the run had to end", "See https://www.githubstatus.com");

    public static Error NoPullRequest() =>
        GitHub("DT8030", "This job does not belong to a pull request, so there is nothing to comment on",
            "Use plan --comment in a workflow on: pull_request");

    public static Error NoSuchDeployment(string release, string environment) =>
        GitHub("DT8031", $"GitHub knows no deployment of release {release} to {environment} that could be marked",
            "Only deployments made with --deployment api can; the hosts themselves were rolled back");

    private static Error Refusal(string code, HttpStatusCode status, string call, string said, string next) =>
        GitHub(code, $"{call}: GitHub answered {(int)status}{(said.Length > 0 ? $" '{said}'" : "")}", next);

    private static Error GitHub(string code, string what, string next) => new(code, ExitCode.Done, what, next);
}
