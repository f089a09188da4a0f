using System.Collections.Immutable;
using DeployTasks.Recipes;

namespace DeployTasks.Planning;

/// <summary>A prompt the plan can see.</summary>
/// <param name="Maybe">Only the run knows whether it comes: it stands behind an <c>if</c>, or in the failure plan.</param>
public sealed record PlannedQuestion(string Host, string Task, PromptStep Step, bool Maybe);

public static class PlannedQuestions
{
    /// <summary>One for every host that asks, in the order of the run.</summary>
    public static ImmutableArray<PlannedQuestion> Of(Plan plan)
    {
        var tasks = plan.InOrder;
        return
        [
            .. tasks.SelectMany(task => Of(task, maybe: false)),
            .. plan.OnFailure.SelectMany(task => Of(task, maybe: true)),
        ];
    }

    private static IEnumerable<PlannedQuestion> Of(PlannedTask task, bool maybe) =>
        from prompt in Prompts(task.Definition.Steps, maybe)
        from host in task.Hosts
        select new PlannedQuestion(host, task.Name, prompt.Step, prompt.Maybe);

    private static IEnumerable<Prompt> Prompts(IEnumerable<Step> steps, bool maybe) =>
        steps.SelectMany(step => step switch
        {
            PromptStep prompt => [new Prompt(prompt, maybe || step.If is not null)],
            InvokeStep invoke => Prompts(invoke.Steps, maybe || step.If is not null),
            _ => [],
        });

    private sealed record Prompt(PromptStep Step, bool Maybe);
}
