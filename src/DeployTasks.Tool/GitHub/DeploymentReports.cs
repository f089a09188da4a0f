using DeployTasks.GitHub;
using DeployTasks.Master;
using DeployTasks.Planning;
using DeployTasks.Recipes;
using DeployTasks.Tool.Options;
using DeployTasks.Tool.Outputs.GitHub;

namespace DeployTasks.Tool.GitHub;

/// <summary>Whether a run is told to GitHub, and as what.</summary>
internal static class DeploymentReports
{
    private static readonly string[] Deploying = ["deploy", "deploy:publish", "rollback"];

    /// <param name="plan">Prepared: its settings know the release.</param>
    /// <returns>Null: GitHub has nothing to do with it.</returns>
    public static IDeploymentReport? Begin(
        DeploymentChoice choice, Plan plan, Surroundings here, CancelSource cancel, Action<Error> warn)
    {
        var job = new GitHubJob(here.Environment);
        var missing = job.Missing(GitHubJob.NeededToDeploy).ToArray();
        var isOurs = here.IsGitHub && missing.Length == 0 && plan.Tasks.Intersect(Deploying).Any();
        if (choice.Mode == DeploymentMode.Off || (choice.Mode == DeploymentMode.Auto && !isOurs))
            return null;
        if (missing.Length > 0)
        {
            warn(Errors.GitHubVariablesMissing("--deployment api", missing));
            return null;
        }
        var record = new DeploymentRecord(job, choice, new RunnerFiles(here, warn), warn);
        return plan.Tasks.Contains("rollback")
            ? new RollbackReport(record, cancel)
            : new DeploymentReport(record, Deployment(plan, job.Sha, choice.Environment), cancel);
    }

    private static NewDeployment Deployment(Plan plan, string sha, string environment)
    {
        var release = ReleaseOf(plan);
        return new NewDeployment(sha, environment, new DeploymentPayload(release))
        {
            Description = $"{string.Join(", ", plan.Tasks)}: {release}",
        };
    }

    private static string ReleaseOf(Plan plan)
    {
        try
        {
            return new Settings(plan.Hosts[0].Settings).TextOr("release_name", "")!;
        }
        catch (DeployException)
        {
            // It waits for the answer to a question.
            return "";
        }
    }
}
