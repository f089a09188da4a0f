using DeployTasks.Planning;
using DeployTasks.Prompts;
using DeployTasks.Recipes;
using DeployTasks.Wire;

namespace DeployTasks.Master;

/// <summary>The questions of a plan as far as they are known before any host is touched.</summary>
public static class QuestionsAhead
{
    public static IReadOnlyList<ExpectedQuestion> Of(Plan plan)
    {
        var settings = plan.Hosts.ToDictionary(host => host.Alias, host => new Settings(host.Settings));
        return
        [
            .. PlannedQuestions.Of(plan).Select(planned => new ExpectedQuestion(
                planned.Host, Of(planned.Step, settings[planned.Host]), planned.Maybe, planned.Step.Place)),
        ];
    }

    private static Question Of(PromptStep step, Settings settings)
    {
        try
        {
            // The text stays as it was written: expanded, it could show a secret in an error.
            return PromptQuestion.Of(step, template => settings.Expand(template, Quoting.Verbatim)) with
            {
                Text = step.Question,
            };
        }
        catch (DeployException)
        {
            // It needs a setting that only the run will know: whether there is an answer can be told, not if it fits.
            var question = PromptQuestion.Of(step, template => template);
            return question.Kind == QuestionKind.Hidden ? question : question with { Kind = QuestionKind.Ask };
        }
    }
}
