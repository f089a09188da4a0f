using System.Text.Json.Serialization;

namespace DeployTasks.GitHub;

/// <summary>https://docs.github.com/rest/deployments/deployments#create-a-deployment.</summary>
/// <param name="Ref">The SHA: a branch may have moved on since the job began.</param>
public sealed record NewDeployment(string Ref, string Environment, DeploymentPayload Payload)
{
    public string Task { get; init; } = "deploy";
    public string Description { get; init; } = "";

    /// <summary>Never: GitHub's default merges the default branch into the ref and makes no deployment (202).</summary>
    public bool AutoMerge { get; }

    /// <summary>None: by default every check must have passed, the job that calls us among them (409).</summary>
    public IReadOnlyList<string> RequiredContexts { get; } = [];
}

/// <summary>How a later run knows a deployment again.</summary>
public sealed record DeploymentPayload(string Release);

/// <param name="Release">From its payload; null: it was not made by us.</param>
public sealed record Deployment(long Id, string Sha, string? Release);

public enum DeploymentState
{
    [JsonStringEnumMemberName("in_progress")]
    InProgress,
    [JsonStringEnumMemberName("success")]
    Success,
    [JsonStringEnumMemberName("failure")]
    Failure,
    [JsonStringEnumMemberName("error")]
    Error,
    [JsonStringEnumMemberName("inactive")]
    Inactive,
}

/// <summary>https://docs.github.com/rest/deployments/statuses#create-a-deployment-status.</summary>
public sealed record DeploymentStatus(DeploymentState State)
{
    /// <summary>The limit of GitHub; it stands in the text of its documentation, not in its schema.</summary>
    public const int LongestDescription = 140;

    /// <summary>A longer one is cut.</summary>
    public string Description
    {
        get;
        init => field = value.Length <= LongestDescription ? value : value[..(LongestDescription - 1)] + "…";
    } = "";

    /// <summary>Where its log is; null: nowhere.</summary>
    public string? LogUrl { get; init; }

    /// <summary>Where what was deployed can be seen; null: GitHub shows no link.</summary>
    public string? EnvironmentUrl { get; init; }
}

/// <param name="IsTrusted">Written by an app or by somebody who may write to the repository, not by a passer-by.</param>
public sealed record Comment(long Id, string Body, bool IsTrusted)
{
    /// <param name="userType">GitHub's <c>user.type</c>.</param>
    /// <param name="association">GitHub's <c>author_association</c>.</param>
    public static bool Trusts(string? userType, string? association) =>
        string.Equals(userType, "Bot", StringComparison.OrdinalIgnoreCase)
        || association?.ToUpperInvariant() is "OWNER" or "MEMBER" or "COLLABORATOR";
}
