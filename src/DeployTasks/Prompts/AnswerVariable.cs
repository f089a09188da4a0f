namespace DeployTasks.Prompts;

/// <summary>Names of the environment variables that answer a question.</summary>
public static class AnswerVariable
{
    public static string Of(string key) => AnswerName.Of(key);

    public static string Of(string key, string host) => AnswerName.Of(key, host);

    /// <summary>The one variable that surely answers this question for this host.</summary>
    public static string Of(Question question, string host) =>
        question.PerHost ? Of(question.Key, host) : Of(question.Key);

    /// <summary>Variables that would answer two different questions, or one question for two hosts.</summary>
    internal static IEnumerable<Error> Collisions(IEnumerable<ExpectedQuestion> expected) => expected
        .SelectMany(one => new[]
        {
            new Owned(Of(one.Question.Key), $"'{one.Question.Key}'"),
            new Owned(Of(one.Question.Key, one.Host), $"'{one.Question.Key}' on {one.Host}"),
        })
        .Distinct()
        .GroupBy(owned => owned.Variable, owned => owned.Owner)
        .Where(owners => owners.Count() > 1)
        .Select(owners => Errors.AnswersCollide(owners.Key, [.. owners]));

    private sealed record Owned(string Variable, string Owner);
}
