using System.Collections.Immutable;

namespace DeployTasks.Prompts;

public enum QuestionKind { Ask, Choice, Confirmation, Hidden }

/// <summary>A question a worker puts to the master. The function names on the wire are Deployer's.</summary>
public sealed record Question(QuestionKind Kind, string Key, string Text)
{
    public ImmutableArray<string> Choices { get; init; } = [];
    public string? Default { get; init; }
    public bool PerHost { get; init; }
}
