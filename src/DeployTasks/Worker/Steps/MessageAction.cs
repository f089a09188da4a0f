using DeployTasks.Events;
using DeployTasks.Recipes;

namespace DeployTasks.Worker.Steps;

internal sealed class MessageAction(StepScope scope)
{
    public StepResult Run(MessageStep step)
    {
        var text = scope.Expand(step.Message);
        if (step.Level == MessageLevel.Failure)
        {
            return StepResult.Failed(Errors.RecipeSaysFail(text));
        }
        scope.Emit(new Said(scope.Host, step.Level == MessageLevel.Warning ? SaidLevel.Warning : SaidLevel.Info, text));
        return StepResult.Unchanged;
    }
}
