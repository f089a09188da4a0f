using DeployTasks.Planning;
using DeployTasks.Tests.Support;

namespace DeployTasks.Tests.Planning;

public class StartFromTests
{
    private static readonly RecipeBuilder Recipe = RecipeBuilder.WithHosts("web").Tasks("info", "build", "symlink", "hook", "stranger", "unlock")
        .Group("publish", "symlink").Group("deploy", "info", "build", "publish").Before("symlink", "hook").Fail("deploy", "unlock");

    private static Plan From(string task) => Recipe.Plan(new PlanRequest { Tasks = ["deploy"], StartFrom = task });

    [Fact]
    public void Tasks_before_it_are_left_out_and_kept_for_display()
    {
        var plan = From("build");
        Assert.Equal("build hook symlink", plan.Order());
        Assert.Equal(["info"], plan.Skipped);
    }

    [Fact]
    public void A_hook_is_part_of_the_list() => Assert.Equal("hook symlink", From("hook").Order());

    [Fact]
    public void A_group_starts_at_the_first_task_inside_it() => Assert.Equal("hook symlink", From("publish").Order());

    [Fact]
    public void What_is_skipped_can_still_have_left_something_to_clean_up() => Assert.Equal("unlock", From("symlink").AfterFailure("symlink"));

    [Fact]
    public void An_unknown_task_and_one_of_another_list_get_two_messages()
    {
        var unknown = PlanText.Mistake(() => From("biuld"));
        var elsewhere = PlanText.Mistake(() => From("stranger"));
        Assert.Equal(("DT1051", "There is no task 'biuld', named by --start-from", "Did you mean 'build'?"), (unknown.Code, unknown.What, unknown.Next));
        Assert.Equal(
            ("DT1053", "Task 'stranger' exists and is not among the tasks of this run", "--start-from takes one of: info, build, hook, symlink"),
            (elsewhere.Code, elsewhere.What, elsewhere.Next));
    }
}
