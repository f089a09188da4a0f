using DeployTasks.Prompts;
using DeployTasks.Recipes;

namespace DeployTasks.Wire;

/// <summary>The question that a prompt of a recipe puts.</summary>
public static class PromptQuestion
{
    /// <param name="expand">Makes plain text of a template; for text only, a question is no command.</param>
    public static Question Of(PromptStep step, Func<string, string> expand) =>
        new(KindOf(step.Kind), step.Key, expand(step.Question))
        {
            Choices = [.. step.Choices.Select(expand)],
            Default = step.Default is null ? null : expand(step.Default),
            PerHost = step.PerHost,
        };

    private static QuestionKind KindOf(PromptKind kind) => kind switch
    {
        PromptKind.Choice => QuestionKind.Choice,
        PromptKind.Confirmation => QuestionKind.Confirmation,
        PromptKind.Hidden => QuestionKind.Hidden,
        _ => QuestionKind.Ask,
    };
}
