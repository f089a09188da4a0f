namespace DeployTasks.Prompts;

/// <summary>What counts as an answer. No message repeats one: it may be a password.</summary>
internal static class AnswerRules
{
    private const int Longest = 64 * 1024;

    // What can be masked; a test holds it to Secrets.MinimumLength.
    private const int ShortestHidden = 4;

    public static AnswerResult Judge(Question question, string given, string source)
    {
        if (given.Length > Longest)
            return AnswerResult.Failed(source, Errors.AnswerTooLong(question.Key, source, Longest));
        if (given.AsSpan().IndexOfAny("\r\n\0") >= 0)
            return AnswerResult.Failed(source, Errors.AnswerHasLines(question.Key, source));
        return question.Kind switch
        {
            QuestionKind.Choice when !question.Choices.Contains(given) =>
                AnswerResult.Failed(source, Errors.NotAChoice(question.Key, source, question.Choices)),
            QuestionKind.Confirmation => YesOrNo(question.Key, given, source),
            QuestionKind.Ask or QuestionKind.Hidden when given.Length == 0 && question.Default is not "" =>
                AnswerResult.Failed(source, Errors.EmptyAnswer(question.Key, source)),
            QuestionKind.Hidden when given.Length is > 0 and < ShortestHidden =>
                AnswerResult.Failed(source, Errors.AnswerTooShort(question.Key, source, ShortestHidden)),
            _ => new AnswerResult(given, source) { IsSecret = question.Kind == QuestionKind.Hidden },
        };
    }

    private static AnswerResult YesOrNo(string key, string given, string source) => given.ToLowerInvariant() switch
    {
        "yes" or "y" or "true" or "1" => new AnswerResult("true", source),
        "no" or "n" or "false" or "0" => new AnswerResult("false", source),
        _ => AnswerResult.Failed(source, Errors.NotYesOrNo(key, source)),
    };
}
