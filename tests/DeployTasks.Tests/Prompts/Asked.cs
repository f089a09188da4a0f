using DeployTasks.Prompts;

namespace DeployTasks.Tests.Prompts;

/// <summary>Questions and sources in few words.</summary>
internal static class Asked
{
    public static readonly Question Branch = new(QuestionKind.Ask, "branch", "Which branch?");
    public static readonly Question Stage = new(QuestionKind.Choice, "stage", "Where to?") { Choices = ["prod", "beta"] };
    public static readonly Question Sure = new(QuestionKind.Confirmation, "sure", "Really?");
    public static readonly Question Password = new(QuestionKind.Hidden, "db-password", "Password?");

    /// <param name="environment">Such as <c>DEPLOY_ANSWER_BRANCH=main</c>.</param>
    /// <param name="arguments">The same for <c>--answer</c>.</param>
    public static AnswerSources Sources(string[]? environment = null, string[]? arguments = null) =>
        new(AnswerArguments.Parse(environment ?? []), AnswerArguments.Parse(arguments ?? []));

    public static Task<AnswerResult> AskAsync(this AnswerSources sources, Question question, string host = "web") =>
        new Answers(sources, terminal: null).AnswerAsync(host, question, TestContext.Current.CancellationToken);
}
