using DeployTasks.Planning;
using DeployTasks.Recipes;
using DeployTasks.Tests.Support;

namespace DeployTasks.Tests.Planning;

public class HostsOfATaskTests
{
    private static RecipeBuilder Fleet() => new RecipeBuilder()
        .Host("db1", "role=db").Host("web1", "role=web", "stage=prod").Host("web2", "role=web", "stage=beta");

    [Fact]
    public void Once_is_the_first_host() =>
        Assert.Equal("db1", Fleet().Task("migrate", task => task with { Once = true }).Plan("migrate").HostsOf("migrate"));

    [Fact]
    public void Once_is_the_first_host_that_the_selector_of_the_task_admits() =>
        Assert.Equal("web1", Fleet().Task("t", task => task with { Once = true, Select = "role=web" }).Plan("t").HostsOf("t"));

    [Fact]
    public void A_task_whose_selector_admits_nobody_is_planned_on_nobody()
    {
        var plan = Fleet().Tasks("a").Task("t", task => task with { Once = true, Select = "role=cache" }).Plan("a", "t");
        Assert.Equal(("a t", ""), (plan.Order(), plan.HostsOf("t")));
        Assert.Equal(1, plan.Find("t").Limit);
    }

    [Fact]
    public void Once_per_node_goes_by_hostname()
    {
        var recipe = new RecipeBuilder().Host(On("app1", "one")).Host(On("app2", "one")).Host(On("app3", "two")).Host("two/blue")
            .Task("t", task => task with { OncePerNode = true });
        Assert.Equal("app1 app3", recipe.Plan("t").HostsOf("t"));

        static HostDefinition On(string alias, string hostname) => new(alias, RecipeBuilder.Place)
        {
            Settings = new HostDefinition(alias, RecipeBuilder.Place).Settings.Add("hostname", new Text(hostname)),
        };
    }

    [Fact]
    public void Once_per_node_goes_by_the_label_node_first()
    {
        var recipe = new RecipeBuilder().Host("app1", "node=one").Host("app2", "node=one").Host("app3", "node=two")
            .Task("t", task => task with { OncePerNode = true });
        Assert.Equal("app1 app3", recipe.Plan("t").HostsOf("t"));
    }

    [Theory]
    [InlineData(null, "", 3)]
    [InlineData("0", "", 3)]
    [InlineData("5m", "", 1)]
    [InlineData("{{patience}}", "", 1)]
    [InlineData(null, "5m", 1)]
    public void Locks_that_are_waited_for_are_taken_host_after_host(string? setting, string argument, int expected)
    {
        var step = new ReleaseStep(RecipeBuilder.Place, "lock");
        if (argument.Length > 0)
            step = step with { Arguments = step.Arguments.Add("lock_wait", argument) };
        var recipe = Fleet().Task("t", task => task with { Steps = [step] }).Tasks("other");
        if (setting is not null)
            recipe = recipe.Config("lock_wait", new Text(setting));
        var plan = recipe.Plan("t", "other");
        Assert.Equal((expected, 3), (plan.Find("t").Limit, plan.Find("other").Limit));
        Assert.Equal("db1 web1 web2", plan.HostsOf("t"));
    }

    [Theory]
    [InlineData(null, null, 3)]
    [InlineData(1, null, 1)]
    [InlineData(null, 2, 2)]
    [InlineData(1, 2, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(9, null, 3)]
    public void The_smaller_limit_counts_and_never_more_than_there_are_hosts(int? ofTask, int? ofRequest, int expected)
    {
        var recipe = Fleet().Task("t", task => task with { Limit = ofTask });
        Assert.Equal(expected, recipe.Plan(new PlanRequest { Tasks = ["t"], Limit = ofRequest }).Find("t").Limit);
    }

    [Fact]
    public void A_group_hands_its_limit_once_and_selector_to_its_members()
    {
        var recipe = Fleet().Tasks("t", "u")
            .Group("slow", group => group with { Limit = 1 }, "t")
            .Group("single", group => group with { Once = true }, "slow")
            .Group("web", group => group with { Select = "role=web" }, "single", "u");
        var plan = recipe.Plan("web");
        Assert.Equal(("web1", "web1 web2"), (plan.HostsOf("t"), plan.HostsOf("u")));
        Assert.Equal(1, recipe.Plan("slow").Find("t").Limit);
    }

    [Fact]
    public void A_group_hands_once_per_node_to_its_members()
    {
        var recipe = new RecipeBuilder().Host("a", "node=one").Host("b", "node=one").Tasks("t")
            .Group("g", group => group with { OncePerNode = true }, "t");
        Assert.Equal("a", recipe.Plan("g").HostsOf("t"));
    }

    [Fact]
    public void Selectors_of_group_and_member_both_have_to_match()
    {
        var recipe = Fleet().Task("t", task => task with { Select = "stage=prod" })
            .Group("web", group => group with { Select = "role=web" }, "t").Group("db", group => group with { Select = "role=db" }, "t");
        Assert.Equal("web1", recipe.Plan("web").HostsOf("t"));
        Assert.Equal("DT1054", PlanText.Mistake(() => recipe.Plan("db")).Code);
    }

    [Fact]
    public void What_one_group_asks_does_not_leak_into_another_use_of_the_same_task()
    {
        var recipe = Fleet().Tasks("t").Group("web", group => group with { Select = "role=web", Once = true, Limit = 1 }, "t").Group("all", "t");
        var plan = recipe.Plan("web", "all", "t");
        Assert.Equal("[t: web1, t: db1 web1 web2, t: db1 web1 web2]", plan.Batches());
    }

    [Fact]
    public void A_group_reaches_the_hooks_of_its_members_but_not_its_own()
    {
        var recipe = Fleet().Tasks("t", "backup", "announce").Group("db", group => group with { Select = "role=db" }, "t")
            .Before("t", "backup").Before("db", "announce");
        var plan = recipe.Plan("db");
        Assert.Equal(("db1", "db1 web1 web2"), (plan.HostsOf("backup"), plan.HostsOf("announce")));
    }

    [Fact]
    public void A_hook_does_not_inherit_what_its_task_asks()
    {
        var recipe = Fleet().Task("t", task => task with { Once = true, Select = "role=web" }).Tasks("hook").After("t", "hook");
        Assert.Equal("db1 web1 web2", recipe.Plan("t").HostsOf("hook"));
    }
}
