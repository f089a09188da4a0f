namespace DeployTasks.Octokit;

/// <summary>Octokit's own record cannot read the deployments of GitHub itself: their payload is a text.</summary>
internal sealed class FoundDeployment
{
    public long Id { get; set; }
    public string Sha { get; set; } = "";
    public object? Payload { get; set; }

    public string? Release =>
        Payload is IDictionary<string, object> map && map.TryGetValue("release", out var release)
            ? release as string
            : null;
}
