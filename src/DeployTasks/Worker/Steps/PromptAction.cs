using DeployTasks.Prompts;
using DeployTasks.Recipes;

namespace DeployTasks.Worker.Steps;

/// <summary>Puts a question to the master, the only one who has answers, and keeps the answer as a setting.</summary>
internal sealed class PromptAction(StepScope scope)
{
    public StepResult Run(PromptStep step)
    {
        var answer = scope.Ask(new Question(Kind(step.Kind), step.Key, scope.Expand(step.Question))
        {
            Choices = [.. step.Choices.Select(scope.Expand)],
            Default = step.Default is { } fallback ? scope.Expand(fallback) : null,
            PerHost = step.PerHost,
        });
        scope.State.Set(step.Key, step.Kind == PromptKind.Hidden ? new Secret(answer) : Text.Literal(answer));
        return StepResult.Done;
    }

    private static QuestionKind Kind(PromptKind kind) => kind switch
    {
        PromptKind.Choice => QuestionKind.Choice,
        PromptKind.Confirmation => QuestionKind.Confirmation,
        PromptKind.Hidden => QuestionKind.Hidden,
        _ => QuestionKind.Ask,
    };
}
