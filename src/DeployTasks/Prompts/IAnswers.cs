namespace DeployTasks.Prompts;

/// <summary>Answers what a worker asks. Safe to call from many workers at once.</summary>
public interface IAnswers
{
    /// <param name="host">Alias of the host whose worker asks.</param>
    Task<AnswerResult> AnswerAsync(string host, Question question, CancellationToken cancel);
}

/// <param name="Source">Where it came from: <c>DEPLOY_ANSWER_BRANCH</c>, <c>default</c>, <c>terminal</c> …</param>
/// <param name="Error">Why there is no answer; <paramref name="Answer"/> is empty then.</param>
public sealed record AnswerResult(string Answer, string Source, Error? Error = null)
{
    /// <summary>The answer of a hidden prompt: mask it wherever it could be shown.</summary>
    public bool IsSecret { get; init; }

    public static AnswerResult Failed(string source, Error error) => new("", source, error);

    /// <summary>Without the answer: no log has any business with it.</summary>
    public override string ToString() => Error?.What ?? $"*** from {Source}";
}
