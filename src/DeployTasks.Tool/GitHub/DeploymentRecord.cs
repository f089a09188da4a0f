using DeployTasks.GitHub;
using DeployTasks.Tool.Options;
using DeployTasks.Tool.Outputs.GitHub;

namespace DeployTasks.Tool.GitHub;

/// <summary>GitHub's record of deployments, as one run writes it. What goes wrong with it is a warning.</summary>
internal sealed class DeploymentRecord(GitHubJob job, DeploymentChoice choice, RunnerFiles files, Action<Error> warn)
    : IDisposable
{
    public IGitHub GitHub { get; } = job.Connect();

    public string Environment => choice.Environment;

    /// <summary>Nobody asked for it, so nothing that was never set up is worth a warning.</summary>
    public bool IsAutomatic => choice.Mode == DeploymentMode.Auto;

    public string Sha => job.Sha;

    public DeploymentStatus Status(DeploymentState state, string description) => new(state)
    {
        Description = description,
        LogUrl = job.LogUrl,
        EnvironmentUrl = choice.Url,
    };

    /// <summary>The output of the step by which later ones find the deployment.</summary>
    public void Announce(long deployment) => files.SetOutput("deployment-id", $"{deployment}");

    public void Warn(Error error) => warn(error);

    public async Task TryAsync(Func<Task> calls)
    {
        if (await GitHubTrouble.OfAsync(calls) is { } trouble && !IsUnasked(trouble))
            warn(trouble);
    }

    public void Dispose() => GitHub.Dispose();

    private bool IsUnasked(Error trouble) => IsAutomatic && trouble.Code == Errors.GitHubForbiddenCode;
}
