using DeployTasks.Planning;
using DeployTasks.Tests.Support;

namespace DeployTasks.Tests.Planning;

public class FailurePlanTests
{
    private static RecipeBuilder Recipe => RecipeBuilder.WithHosts("a", "b").Tasks("info", "migrate", "symlink", "failed", "unlock", "restore", "switch_back")
        .Group("publish", "symlink").Group("deploy", "info", "migrate", "publish")
        .Fail("deploy", "failed", "unlock").Fail("migrate", "restore").Fail("publish", "switch_back");

    [Fact]
    public void Hooks_run_for_what_was_asked_for_when_anything_inside_it_failed() =>
        Assert.Equal("failed unlock", Recipe.Plan("deploy").AfterFailure("info"));

    [Fact]
    public void Hooks_of_an_inner_task_run_first_and_only_when_it_failed() =>
        Assert.Equal("restore failed unlock", Recipe.Plan("deploy").AfterFailure("migrate"));

    [Fact]
    public void Hooks_of_an_inner_group_run_when_one_of_its_members_failed() =>
        Assert.Equal("switch_back failed unlock", Recipe.Plan("deploy").AfterFailure("symlink"));

    [Fact]
    public void Hooks_of_what_was_not_asked_for_stay_away() => Assert.Equal("restore", Recipe.Plan("migrate").AfterFailure("migrate"));

    [Fact]
    public void A_failing_hook_fails_the_task_it_hangs_on() =>
        Assert.Equal("restore failed unlock", Recipe.Tasks("backup").Before("migrate", "backup").Plan("deploy").AfterFailure("backup"));

    [Fact]
    public void A_task_that_hangs_on_two_tasks_fails_the_one_it_hangs_on()
    {
        var plan = Recipe.Tasks("notify").After("publish", "notify").After("deploy", "notify").Plan("deploy");
        Assert.Equal(["switch_back", "failed", "unlock"], plan.AfterFailureOf("notify", "after publish").Select(task => task.Name));
        Assert.Equal(["failed", "unlock"], plan.AfterFailureOf("notify", "after deploy").Select(task => task.Name));
    }

    [Fact]
    public void Every_batch_of_a_task_fails_the_same()
    {
        var recipe = Recipe.Task("symlink", task => task with { Rolling = true });
        var plan = recipe.Plan(new PlanRequest { Tasks = ["deploy"], Batch = "1" });
        Assert.All(
            plan.Blocks.SelectMany(block => block.Batches).SelectMany(batch => batch.Tasks).Where(task => task.Name == "symlink"),
            task => Assert.Equal(["switch_back", "failed", "unlock"], plan.AfterFailureOf(task).Select(after => after.Name)));
    }

    [Fact]
    public void The_whole_plan_is_known_beforehand_and_names_its_origin() =>
        Assert.Equal(
            ["restore: fail migrate", "switch_back: fail publish", "failed: fail deploy", "unlock: fail deploy"],
            Recipe.Plan("deploy").OnFailure.Select(task => $"{task.Name}: {task.Origin}"));

    [Theory]
    [InlineData(true, "a b b/2")]
    [InlineData(false, "a|b b/2")]
    public void A_hook_that_does_not_run_everywhere_knows_the_hosts_that_do_as_well(bool once, string seats)
    {
        var recipe = RecipeBuilder.WithHosts("a", "b", "b/2").Tasks("migrate")
            .Task("notify", task => task with { Once = once, OncePerNode = !once }).Fail("migrate", "notify");
        var notify = Assert.Single(recipe.Plan("migrate").OnFailure);
        Assert.Equal(seats, string.Join('|', notify.Seats.Select(seat => string.Join(' ', seat.Hosts))));
    }

    [Fact]
    public void A_hook_that_several_tasks_name_runs_once()
    {
        var plan = Recipe.Fail("migrate", "unlock").Fail("publish", "unlock").Plan("deploy");
        Assert.Equal("unlock failed", plan.AfterFailure("symlink"));
        Assert.Equal("unlock failed", plan.AfterFailure("migrate"));
        Assert.Equal("failed unlock", plan.AfterFailure("info"));
    }

    [Fact]
    public void A_task_that_two_failures_bring_stands_where_each_of_them_needs_it()
    {
        var plan = Recipe.Tasks("lock", "smoke").Group("rollback", "lock", "restore", "unlock").Group("release", "deploy", "smoke")
            .Fail("smoke", "rollback").Plan("release");
        Assert.Equal("failed unlock", plan.AfterFailure("info"));
        Assert.Equal("lock restore unlock", plan.AfterFailure("smoke"));
    }

    [Fact]
    public void A_hook_that_two_tasks_want_on_different_hosts_runs_for_both()
    {
        var recipe = Recipe.Group("only_b", group => group with { Select = "b" }, "unlock").Fail("publish", "only_b");
        Assert.Equal(["b", "a b"], recipe.Plan("deploy").AfterFailureOf("symlink")
            .Where(task => task.Name == "unlock").Select(task => string.Join(' ', task.Hosts)));
    }

    [Fact]
    public void It_runs_on_every_host_the_hook_concerns()
    {
        var recipe = Recipe.Task("failed", task => task with { Once = true }).Task("unlock", task => task with { Limit = 1 });
        var plan = recipe.Plan("deploy").AfterFailureOf("info").Select(task => $"{task.Name}: {string.Join(' ', task.Hosts)}, {task.Limit}");
        Assert.Equal(["failed: a, 1", "unlock: a b, 1"], plan);
    }

    [Fact]
    public void Groups_and_their_hooks_work_there_too() =>
        Assert.Equal("first x y", Recipe.Tasks("x", "y", "first").Group("clean", "x", "y").Before("clean", "first").Fail("deploy", "clean")
            .Plan("deploy").AfterFailure("info"));

    [Fact]
    public void Batches_do_not_cut_it() =>
        Assert.All(Recipe.Plan(new PlanRequest { Tasks = ["deploy"], Batch = "1" }).OnFailure, task => Assert.Equal(["a", "b"], task.Hosts));
}
