namespace DeployTasks.Prompts;

/// <summary>
/// Answers the question of a worker. The same key is asked once for all hosts, unless it is <see cref="Question.PerHost"/>;
/// two questions at the same time are put to a person one after the other.
/// </summary>
public interface IAnswers
{
    /// <exception cref="DeployException">Nothing answers it (exit 5); the message names the variable that would.</exception>
    Task<Answer> AskAsync(string host, Question question, CancellationToken cancel);
}

/// <param name="Source">Where it came from, such as <c>DEPLOY_ANSWER_BRANCH</c>, <c>default</c> or <c>terminal</c>.</param>
public sealed record Answer(string Text, string Source)
{
    /// <summary>No answer in a log: it may be a secret.</summary>
    public override string ToString() => $"*** from {Source}";
}
