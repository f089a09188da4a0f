namespace DeployTasks.Prompts;

/// <summary>Everything that answers without a person, in the order of design §3.9.</summary>
/// <param name="Environment">Variables of the master's process.</param>
/// <param name="Arguments">See <see cref="AnswerArguments"/>.</param>
public sealed record AnswerSources(
    IReadOnlyDictionary<string, string> Environment, IReadOnlyDictionary<string, string> Arguments)
{
    /// <summary>The answer, or what is wrong with it; null when only a person could answer.</summary>
    public AnswerResult? Find(string host, Question question)
    {
        var forHost = AnswerVariable.Of(question.Key, host);
        var forAll = AnswerVariable.Of(question.Key);
        // Refused even where a variable would win: the secret has been shown to everybody already.
        if (question.Kind == QuestionKind.Hidden && Arguments.ContainsKey(question.Key))
            return AnswerResult.Failed("--answer", Errors.ArgumentsArePublic(question.Key, forAll));
        if (Environment.TryGetValue(forHost, out var answer))
            return AnswerRules.Judge(question, answer, forHost);
        if (Arguments.TryGetValue(question.Key, out answer))
            return AnswerRules.Judge(question, answer, "--answer");
        if (Environment.TryGetValue(forAll, out answer))
            return AnswerRules.Judge(question, answer, forAll);
        return question.Default is { } fallback ? AnswerRules.Judge(question, fallback, "default") : null;
    }
}
