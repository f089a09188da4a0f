using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeployTasks.GitHub;

/// <summary>The bodies of requests and what we read of the answers.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(NewDeployment))]
[JsonSerializable(typeof(DeploymentStatus))]
[JsonSerializable(typeof(CommentText))]
[JsonSerializable(typeof(RepositoryDispatch))]
[JsonSerializable(typeof(MadeAnswer))]
[JsonSerializable(typeof(DeploymentAnswer[]))]
[JsonSerializable(typeof(CommentAnswer[]))]
[JsonSerializable(typeof(ErrorAnswer))]
internal sealed partial class GitHubJson : JsonSerializerContext;

internal sealed record CommentText(string Body);

internal sealed record MadeAnswer(long Id);

internal sealed record DeploymentAnswer(long Id, string Sha, JsonElement Payload)
{
    // GitHub's own deployments have an empty text here; everybody may put there what they like.
    public string? Release =>
        Payload.ValueKind == JsonValueKind.Object && Payload.TryGetProperty("release", out var release)
        && release.ValueKind == JsonValueKind.String
            ? release.GetString()
            : null;
}

internal sealed record CommentAnswer(long Id, string? Body, CommentAuthor? User, string? AuthorAssociation);

internal sealed record CommentAuthor(string? Type);

/// <param name="Errors">What exactly was wrong, in one of several forms.</param>
internal sealed record ErrorAnswer(string? Message, JsonElement? Errors);
