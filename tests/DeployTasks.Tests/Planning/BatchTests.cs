using DeployTasks.Planning;
using DeployTasks.Tests.Support;

namespace DeployTasks.Tests.Planning;

public class BatchTests
{
    private static RecipeBuilder Release(params string[] hosts) => RecipeBuilder.WithHosts(hosts).Tasks("build", "symlink", "restart", "clean")
        .Group("publish", group => group with { Rolling = true }, "symlink", "restart").Group("deploy", "build", "publish", "clean");

    private static Plan Batched(RecipeBuilder recipe, string batch, params string[] tasks) =>
        recipe.Plan(new PlanRequest { Tasks = [.. tasks], Batch = batch });

    [Theory]
    [InlineData("1", 10, "1 1 1 1 1 1 1 1 1 1")]
    [InlineData("3", 10, "3 3 3 1")]
    [InlineData("10", 10, "10")]
    [InlineData("2000000000", 10, "10")]
    [InlineData("25%", 10, "2 2 2 2 2")]
    [InlineData("33%", 10, "3 3 3 1")]
    [InlineData("1%", 3, "1 1 1")]
    [InlineData("50%", 1, "1")]
    [InlineData("100%", 10, "10")]
    [InlineData("99%", 10, "9 1")]
    public void A_batch_is_a_number_or_a_percentage_rounded_down_and_never_nobody(string batch, int hosts, string expected)
    {
        var recipe = RecipeBuilder.WithHosts([.. Enumerable.Range(1, hosts).Select(number => $"h{number}")]).Tasks("t");
        var sizes = Batched(recipe, batch, "t").Blocks.Single().Batches.Select(part => part.Tasks.Single().Hosts.Length);
        Assert.Equal(expected, string.Join(' ', sizes));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("0%")]
    [InlineData("101%")]
    [InlineData("1e9")]
    [InlineData("2.5")]
    [InlineData("half")]
    [InlineData("%")]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("99999999999")]
    public void Anything_else_is_refused(string batch)
    {
        var error = PlanText.Mistake(() => Batched(Release("a"), batch, "deploy"));
        Assert.Equal(("DT1020", ExitCode.Usage), (error.Code, error.Exit));
    }

    [Fact]
    public void Rolling_tasks_form_one_block_that_is_taken_batch_by_batch_and_everything_else_runs_everywhere() =>
        Assert.Equal(
            "[build: a b c] [symlink: a, restart: a] [symlink: b, restart: b] [symlink: c, restart: c] [clean: a b c]",
            Batched(Release("a", "b", "c"), "1", "deploy").Batches());

    [Fact]
    public void Without_batch_a_rolling_block_is_one_batch_of_all_hosts()
    {
        var plan = Release("a", "b").Plan("deploy");
        Assert.Equal("[build: a b] [symlink: a b, restart: a b] [clean: a b]", plan.Batches());
        Assert.Equal([false, true, false], plan.Blocks.Select(block => block.Rolling));
    }

    [Fact]
    public void A_list_without_rolling_tasks_is_batched_as_a_whole()
    {
        var recipe = RecipeBuilder.WithHosts("a", "b").Tasks("t", "u");
        Assert.Equal("[t: a, u: a] [t: b, u: b]", Batched(recipe, "1", "t", "u").Batches());
        Assert.Equal("[t: a b, u: a b]", recipe.Plan("t", "u").Batches());
    }

    [Fact]
    public void Two_rolling_blocks_are_batched_one_after_the_other() =>
        Assert.Equal(
            "[symlink: a, restart: a] [symlink: b, restart: b] [build: a b] [symlink: a, restart: a] [symlink: b, restart: b]",
            Batched(Release("a", "b"), "1", "publish", "build", "publish").Batches());

    [Fact]
    public void A_hook_on_a_rolling_task_rolls_with_it_and_a_hook_on_the_rolling_group_stands_outside()
    {
        var recipe = Release("a", "b").Tasks("reload", "announce").After("symlink", "reload").Before("publish", "announce");
        Assert.Equal(
            "[announce: a b] [symlink: a, reload: a, restart: a] [symlink: b, reload: b, restart: b]",
            Batched(recipe, "1", "publish").Batches());
    }

    [Fact]
    public void A_hook_on_a_task_that_rolls_by_itself_does_not_tear_the_block_apart()
    {
        var recipe = RecipeBuilder.WithHosts("a", "b").Task("symlink", task => task with { Rolling = true })
            .Task("restart", task => task with { Rolling = true }).Tasks("reload").After("symlink", "reload");
        Assert.Equal(
            "[symlink: a, reload: a, restart: a] [symlink: b, reload: b, restart: b]",
            Batched(recipe, "1", "symlink", "restart").Batches());
    }

    [Fact]
    public void Batches_are_cut_from_the_hosts_the_block_concerns()
    {
        var recipe = new RecipeBuilder().Host("db1", "role=db").Host("db2", "role=db").Host("web1", "role=web").Host("web2", "role=web")
            .Task("switch", task => task with { Rolling = true, Select = "role=web" }).Tasks("note");
        Assert.Equal("[switch: web1] [switch: web2] [note: db1 db2 web1 web2]", Batched(recipe, "50%", "switch", "note").Batches());
    }

    [Fact]
    public void Once_in_a_rolling_block_is_once_for_all_batches()
    {
        var recipe = RecipeBuilder.WithHosts("a", "b").Task("switch", task => task with { Rolling = true })
            .Task("tell", task => task with { Rolling = true, Once = true });
        Assert.Equal("[switch: a, tell: a] [switch: b]", Batched(recipe, "1", "switch", "tell").Batches());
    }

    [Fact]
    public void The_limit_holds_inside_a_batch()
    {
        var recipe = RecipeBuilder.WithHosts("a", "b", "c").Task("t", task => task with { Limit = 2 });
        var limits = Batched(recipe, "2", "t").Blocks.Single().Batches.Select(batch => batch.Tasks.Single().Limit);
        Assert.Equal([2, 1], limits);
    }
}
