using DeployTasks.Planning;
using DeployTasks.Recipes;
using DeployTasks.Tests.Support;

namespace DeployTasks.Tests.Planning;

public class PlannedQuestionsTests
{
    private static PromptStep Ask(string key) => new(RecipeBuilder.Place, PromptKind.Ask, key, $"{key}?");

    private static InvokeStep Invoke(string task) => new(RecipeBuilder.Place, task);

    private static string Questions(Plan plan) => string.Join(", ",
        PlannedQuestions.Of(plan).Select(question => $"{question.Step.Key} on {question.Host}{(question.Maybe ? " maybe" : "")}"));

    [Fact]
    public void Every_host_of_the_task_asks()
    {
        var recipe = RecipeBuilder.WithHosts("a", "b").Task("t", Ask("branch")).Task("once", task => task with { Once = true }, Ask("sure"));
        Assert.Equal("branch on a, branch on b, sure on a", Questions(recipe.Plan("t", "once")));
    }

    [Fact]
    public void A_question_is_seen_through_invoked_tasks()
    {
        var recipe = RecipeBuilder.WithHosts("a").Task("asks", Ask("branch")).Task("middle", Invoke("asks")).Task("t", Invoke("middle"));
        Assert.Equal("branch on a", Questions(recipe.Plan("t")));
    }

    [Fact]
    public void Behind_an_if_it_is_only_a_maybe()
    {
        var recipe = RecipeBuilder.WithHosts("a").Task("asks", Ask("x"), Ask("y") with { If = "{{again}}" })
            .Task("t", Invoke("asks"), Invoke("asks") with { If = "{{again}}" });
        Assert.Equal("x on a, y on a maybe, x on a maybe, y on a maybe", Questions(recipe.Plan("t")));
    }

    [Fact]
    public void In_the_failure_plan_it_is_only_a_maybe()
    {
        var recipe = RecipeBuilder.WithHosts("a").Tasks("t").Task("clean", Ask("sure")).Fail("t", "clean");
        Assert.Equal("sure on a maybe", Questions(recipe.Plan("t")));
    }

    [Fact]
    public void A_plan_without_prompts_asks_nothing() =>
        Assert.Equal("", Questions(RecipeBuilder.WithHosts("a").Tasks("t").Plan("t")));
}
