using DeployTasks.Planning;
using DeployTasks.Recipes;
using DeployTasks.Tests.Support;

namespace DeployTasks.Tests.Planning;

public class MistakeTests
{
    private static RecipeBuilder Recipe => RecipeBuilder.WithHosts("web").Tasks("deploy", "notify");

    private static InvokeStep Invoke(string task) => new(new Place("deploy.yaml", 9, 5), task);

    [Fact]
    public void An_unknown_task_gets_the_name_that_was_meant()
    {
        var error = PlanText.Mistake(() => Recipe.Plan("deplyo"));
        Assert.Equal(
            ("DT1051", ExitCode.Usage, "There is no task 'deplyo'", "Did you mean 'deploy'?"),
            (error.Code, error.Exit, error.What, error.Next));
    }

    [Fact]
    public void A_name_like_no_other_gets_the_list_without_hidden_tasks() =>
        Assert.Equal("There is: deploy, notify", PlanText.Mistake(
            () => Recipe.Task("internal", task => task with { Hidden = true }).Plan("something")).Next);

    [Fact]
    public void An_unknown_task_in_a_hook_is_found_before_anything_runs() =>
        Assert.Equal("There is no task 'notfy', named by after deploy", PlanText.Mistake(() => Recipe.After("deploy", "notfy").Plan("deploy")).What);

    [Fact]
    public void An_unknown_task_in_the_failure_plan_is_found_before_anything_runs() =>
        Assert.Equal("There is no task 'notfy', named by fail deploy", PlanText.Mistake(() => Recipe.Fail("deploy", "notfy").Plan("deploy")).What);

    [Fact]
    public void An_unknown_task_in_a_hook_of_the_failure_plan_is_found_too() =>
        Assert.Equal("There is no task 'x', named by before notify", PlanText.Mistake(
            () => Recipe.Fail("deploy", "notify").Before("notify", "x").Plan("deploy")).What);

    [Fact]
    public void An_unknown_member_is_found_where_its_group_is_written()
    {
        var error = PlanText.Mistake(() => Recipe.Group("all", "deploy", "x").Plan("all"));
        Assert.Equal(("There is no task 'x'", RecipeBuilder.Place), (error.What, error.Place));
    }

    [Fact]
    public void An_unknown_invoked_task_is_found_where_the_step_is_written()
    {
        var error = PlanText.Mistake(() => Recipe.Task("t", Invoke("x")).Plan("t"));
        Assert.Equal(("DT1051", "deploy.yaml(9,5)"), (error.Code, error.Place?.ToString()));
    }

    [Fact]
    public void A_circle_through_hooks_is_found_where_a_task_of_it_is_written()
    {
        var error = PlanText.Mistake(() => Recipe.Tasks("t", "u").Before("t", "u").After("u", "t").Plan("t"));
        Assert.Equal(("DT1052", RecipeBuilder.Place), (error.Code, error.Place));
    }

    [Theory]
    [InlineData("once")]
    [InlineData("once_per_node")]
    [InlineData("select")]
    [InlineData("limit")]
    public void An_invoked_task_that_says_where_it_runs_is_an_error_since_nobody_would_heed_it(string narrow)
    {
        var error = PlanText.Mistake(() => Recipe.Task("t", Invoke("narrow")).Task("narrow", task => task with
        {
            Once = narrow == "once",
            OncePerNode = narrow == "once_per_node",
            Select = narrow == "select" ? "web" : null,
            Limit = narrow == "limit" ? 1 : null,
        }).Plan("t"));
        Assert.Equal(("DT1059", "deploy.yaml(9,5)"), (error.Code, error.Place?.ToString()));
    }

    [Fact]
    public void Every_mistake_is_told_at_once_and_none_twice()
    {
        var recipe = new RecipeBuilder().Tasks("a").Before("a", "x").After("a", "y");
        var codes = PlanText.Mistakes(() => recipe.Plan(new PlanRequest { Tasks = ["a", "a", "z"], Select = "a &", Limit = 0, Batch = "none", StartFrom = "w" }))
            .Select(error => error.Code);
        Assert.Equal(["DT1030", "DT1050", "DT1020", "DT1020", "DT1051", "DT1051", "DT1051", "DT1051"], codes);
    }

    [Fact]
    public void A_circle_of_groups_is_named()
    {
        var recipe = Recipe.Group("a", "b").Group("b", "c").Group("c", "deploy", "a");
        var error = PlanText.Mistake(() => recipe.Plan("a"));
        Assert.Equal(("DT1052", ExitCode.Usage, "Tasks run in a circle: a -> b -> c -> a"), (error.Code, error.Exit, error.What));
    }

    [Fact]
    public void A_circle_through_hooks_is_named_with_the_hooks() =>
        Assert.Equal(
            "Tasks run in a circle: deploy -> notify (after deploy) -> deploy",
            PlanText.Mistake(() => Recipe.After("deploy", "notify").Before("notify", "deploy").Plan("deploy")).What);

    [Fact]
    public void A_circle_of_invokes_is_named()
    {
        var recipe = Recipe.Task("a", Invoke("group")).Group("group", "b").Task("b", Invoke("a"));
        Assert.Contains("a -> group -> b -> a", PlanText.Mistake(() => recipe.Plan("a")).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_hook_that_runs_the_failed_task_again_is_no_circle() =>
        Assert.Equal("deploy", Recipe.Fail("deploy", "deploy").Plan("deploy").AfterFailure("deploy"));

    [Fact]
    public void Groups_that_double_with_every_level_are_refused_quickly()
    {
        var recipe = Enumerable.Range(1, 60).Aggregate(RecipeBuilder.WithHosts("web").Tasks("g0"),
            (builder, level) => builder.Group($"g{level}", $"g{level - 1}", $"g{level - 1}"));
        Assert.Equal("DT1055", PlanText.Mistake(() => recipe.Plan("g60")).Code);
    }

    [Fact]
    public void Invokes_that_double_with_every_level_are_refused_quickly()
    {
        var recipe = Enumerable.Range(1, 60).Aggregate(RecipeBuilder.WithHosts("web").Tasks("t0"),
            (builder, level) => builder.Task($"t{level}", Invoke($"t{level - 1}"), Invoke($"t{level - 1}")));
        Assert.Equal("DT1055", PlanText.Mistake(() => recipe.Plan("t60")).Code);
    }

    [Fact]
    public void A_chain_of_ten_thousand_groups_is_refused_without_an_overflow()
    {
        var recipe = Enumerable.Range(1, 10_000).Aggregate(RecipeBuilder.WithHosts("web").Tasks("g0"),
            (builder, level) => builder.Group($"g{level}", $"g{level - 1}"));
        Assert.Equal("DT1055", PlanText.Mistake(() => recipe.Plan("g10000")).Code);
    }

    [Fact]
    public void A_chain_of_ten_thousand_invokes_is_refused_without_an_overflow()
    {
        var recipe = Enumerable.Range(1, 10_000).Aggregate(RecipeBuilder.WithHosts("web").Tasks("t0"),
            (builder, level) => builder.Task($"t{level}", Invoke($"t{level - 1}")));
        Assert.Equal("DT1055", PlanText.Mistake(() => recipe.Plan("t10000")).Code);
    }
}
