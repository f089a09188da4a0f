using DeployTasks.Recipes;
using DeployTasks.Wire;

namespace DeployTasks.Worker.Steps;

/// <summary>Puts a question to the master, the only one who has answers, and keeps the answer as a setting.</summary>
internal sealed class PromptAction(StepScope scope)
{
    public StepResult Run(PromptStep step)
    {
        var answer = scope.Ask(PromptQuestion.Of(step, scope.Expand));
        scope.State.Set(step.Key, step.Kind == PromptKind.Hidden ? new Secret(answer) : Text.Literal(answer));
        return StepResult.Done;
    }
}
