using DeployTasks.Planning;
using DeployTasks.Recipes;
using DeployTasks.Tests.Support;

namespace DeployTasks.Tests.Planning;

public class OrderTests
{
    [Fact]
    public void Tasks_run_in_the_order_they_were_asked_for_on_every_host_in_recipe_order()
    {
        var plan = RecipeBuilder.WithHosts("prod", "beta").Tasks("a", "b").Plan("b", "a");
        Assert.Equal("[b: prod beta, a: prod beta]", plan.Batches());
    }

    [Fact]
    public void Groups_inside_groups_are_laid_out_flat()
    {
        var recipe = RecipeBuilder.WithHosts("web").Tasks("a", "b", "c").Group("inner", "b").Group("outer", "a", "inner", "c");
        Assert.Equal("a b c", recipe.Plan("outer").Order());
    }

    [Fact]
    public void Hooks_run_in_the_order_they_were_written()
    {
        var recipe = RecipeBuilder.WithHosts("web").Tasks("main", "b1", "b2", "a1", "a2")
            .Before("main", "b1", "b2").After("main", "a1", "a2");
        Assert.Equal("b1 b2 main a1 a2", recipe.Plan("main").Order());
    }

    [Fact]
    public void Hooks_have_hooks()
    {
        var recipe = RecipeBuilder.WithHosts("web").Tasks("main", "before", "before:before", "after", "after:after")
            .Before("main", "before").Before("before", "before:before").After("main", "after").After("after", "after:after");
        Assert.Equal("before:before before main after after:after", recipe.Plan("main").Order());
    }

    [Fact]
    public void Hooks_of_a_group_surround_all_of_it()
    {
        var recipe = RecipeBuilder.WithHosts("web").Tasks("a", "b", "first", "last").Group("all", "a", "b")
            .Before("all", "first").After("all", "last");
        Assert.Equal("first a b last", recipe.Plan("all").Order());
    }

    [Fact]
    public void A_group_that_is_a_hook_brings_its_members()
    {
        var recipe = RecipeBuilder.WithHosts("web").Tasks("notify", "setup", "release").Group("prepare", "notify", "setup")
            .Before("release", "prepare");
        Assert.Equal("notify setup release", recipe.Plan("release").Order());
    }

    [Fact]
    public void A_task_says_which_hook_brought_it()
    {
        var recipe = RecipeBuilder.WithHosts("web").Tasks("deploy", "notify", "mail").Group("tell", "notify", "mail").After("deploy", "tell");
        var plan = recipe.Plan("deploy");
        Assert.Equal(("", "after deploy", "after deploy"), (plan.Find("deploy").Origin, plan.Find("notify").Origin, plan.Find("mail").Origin));
    }

    [Fact]
    public void No_hooks_leaves_every_hook_out()
    {
        var recipe = RecipeBuilder.WithHosts("web").Tasks("a", "b", "c", "d").Group("all", "a").Before("all", "b").After("a", "c")
            .Fail("all", "d").Before("d", "b");
        var plan = recipe.Plan(new PlanRequest { Tasks = ["all"], NoHooks = true });
        Assert.Equal(("a", "d"), (plan.Order(), plan.AfterFailure("a")));
    }

    [Fact]
    public void A_task_that_is_asked_for_twice_runs_twice() =>
        Assert.Equal("a b a", RecipeBuilder.WithHosts("web").Tasks("a", "b").Plan("a", "b", "a").Order());

    [Fact]
    public void Invoked_steps_are_part_of_the_step_that_invokes_them()
    {
        var recipe = RecipeBuilder.WithHosts("web").Tasks("x", "y").Group("both", "x", "y")
            .Task("middle", new InvokeStep(RecipeBuilder.Place, "both"))
            .Task("top", new InvokeStep(RecipeBuilder.Place, "middle")).After("x", "y");
        var invoke = Assert.IsType<InvokeStep>(recipe.Plan("top").Find("top").Definition.Steps[0]);
        var inner = Assert.IsType<InvokeStep>(Assert.Single(invoke.Steps));
        Assert.Equal(["echo x", "echo y"], inner.Steps.Cast<RunStep>().Select(step => step.Command));
    }
}
