using DeployTasks.Master;
using DeployTasks.Prompts;
using DeployTasks.Recipes;
using DeployTasks.Tests.Support;

namespace DeployTasks.Tests.Master;

public class QuestionsAheadTests
{
    private static Question Ahead(PromptStep step) => Assert.Single(QuestionsAhead.Of(
        RecipeBuilder.WithHosts("web").Config("stage", new Text("prod")).Config("password", new Secret("hunter2")).Task("t", step).Plan("t"))).Question;

    private static PromptStep Choose(params string[] choices) =>
        new(RecipeBuilder.Place, PromptKind.Choice, "where", "Where, {{password}}?") { Choices = [.. choices] };

    [Fact]
    public void Choices_are_expanded_and_the_text_stays_as_it_was_written()
    {
        var question = Ahead(Choose("{{stage}}", "beta"));
        Assert.Equal((QuestionKind.Choice, "prod beta", "Where, {{password}}?"), (question.Kind, string.Join(' ', question.Choices), question.Text));
    }

    [Fact]
    public void Choices_that_only_the_run_knows_are_not_judged_ahead() =>
        Assert.Equal(QuestionKind.Ask, Ahead(Choose("{{release_name}}")).Kind);
}
