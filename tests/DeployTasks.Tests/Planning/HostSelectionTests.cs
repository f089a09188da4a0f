using DeployTasks.Planning;
using DeployTasks.Recipes;
using DeployTasks.Tests.Support;

namespace DeployTasks.Tests.Planning;

public class HostSelectionTests
{
    private static RecipeBuilder Fleet() => new RecipeBuilder()
        .Host("web1", "role=web", "stage=prod").Host("web2", "role=web", "stage=beta").Host("db1", "role=db").Tasks("t");

    private static PlanRequest Shard(int index, int count) => new() { Tasks = ["t"], Shard = (index, count) };

    [Fact]
    public void No_selector_is_every_host() => Assert.Equal("web1 web2 db1", Fleet().Plan("t").Hosts());

    [Fact]
    public void A_selector_keeps_recipe_order() =>
        Assert.Equal("web2 db1", Fleet().Plan(new PlanRequest { Tasks = ["t"], Select = "role=db, stage=beta" }).Hosts());

    [Fact]
    public void A_selector_that_matches_nobody_is_an_error_that_shows_what_there_is()
    {
        var error = PlanText.Mistake(() => Fleet().Plan(new PlanRequest { Tasks = ["t"], Select = "role=cache" }));
        Assert.Equal(
            ("DT1021", ExitCode.Usage, "No host matches 'role=cache'", "There is: web1, web2, db1, role=web|db, stage=prod|beta"),
            (error.Code, error.Exit, error.What, error.Next));
    }

    [Theory]
    [InlineData("web1, wbe2", "No host is named 'wbe2'", "Did you mean 'web2'?")]
    [InlineData("alias!=web9", "No host is named 'web9'", "Did you mean 'web1'?")]
    [InlineData("stge!=prod", "No host has the label 'stge'", "Did you mean 'stage'?")]
    [InlineData("web1 & zone=north", "No host has the label 'zone'", "There is: web1, web2, db1, role=web|db, stage=prod|beta")]
    public void A_part_that_no_host_can_meet_is_an_error_also_beside_others_that_match(string select, string what, string next)
    {
        var error = Assert.Single(PlanText.Mistakes(() => Fleet().Plan(new PlanRequest { Tasks = ["t"], Select = select })));
        Assert.Equal(("DT1021", ExitCode.Usage, what, next), (error.Code, error.Exit, error.What, error.Next));
    }

    [Fact]
    public void A_recipe_without_hosts_is_an_error()
    {
        var error = PlanText.Mistake(() => new RecipeBuilder().Tasks("t").Plan("t"));
        Assert.Equal(("DT1050", ExitCode.Usage), (error.Code, error.Exit));
    }

    [Fact]
    public void A_run_of_which_nothing_would_run_anywhere_is_an_error()
    {
        var recipe = Fleet().Task("cache", task => task with { Select = "role=cache" });
        var error = PlanText.Mistake(() => recipe.Plan("cache"));
        Assert.Equal(("DT1054", ExitCode.Usage), (error.Code, error.Exit));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_limit_below_one_is_an_error(int limit) =>
        Assert.Equal("DT1020", PlanText.Mistake(() => Fleet().Plan(new PlanRequest { Tasks = ["t"], Limit = limit })).Code);

    [Fact]
    public void Shards_share_all_hosts_out_by_position()
    {
        Assert.Equal("web1 db1", Fleet().Plan(Shard(1, 2)).Hosts());
        Assert.Equal("web2", Fleet().Plan(Shard(2, 2)).Hosts());
        Assert.Equal("db1", Fleet().Plan(Shard(2, 2) with { Select = "all & stage!=beta" }).Hosts());
    }

    [Fact]
    public void Once_is_once_for_all_shards()
    {
        var recipe = Fleet().Task("migrate", task => task with { Once = true });
        Assert.Equal("web1", recipe.Plan(Shard(1, 2) with { Tasks = ["migrate"] }).HostsOf("migrate"));
        Assert.Equal("", recipe.Plan(Shard(2, 2) with { Tasks = ["migrate"] }).HostsOf("migrate"));
    }

    [Theory]
    [InlineData(0, 2, "DT1020")]
    [InlineData(3, 2, "DT1020")]
    [InlineData(1, 0, "DT1020")]
    [InlineData(4, 4, "DT1056")]
    public void A_shard_that_does_not_exist_or_has_no_host_is_an_error(int index, int count, string code) =>
        Assert.Equal(code, PlanText.Mistake(() => Fleet().Plan(Shard(index, count))).Code);

    [Fact]
    public void Settings_of_a_host_are_config_then_its_own_then_options()
    {
        var host = new HostDefinition("web", RecipeBuilder.Place);
        var recipe = new RecipeBuilder().Config("a", new Text("config")).Config("b", new Text("config")).Config("c", new Text("config"))
            .Host(host with { Settings = host.Settings.Add("b", new Text("host")).Add("c", new Text("host")) }).Tasks("t");
        var plan = recipe.Plan(new PlanRequest { Tasks = ["t"], Options = Options.Parse(["c=option"]) });
        Assert.Equal(
            [new("a", new Text("config")), new("b", new Text("host")), new KeyValuePair<string, Value>("c", new Text("option"))],
            plan.Hosts.Single().Settings);
    }

    [Fact]
    public void A_list_of_a_host_takes_the_place_of_the_common_one_and_leaves_it_as_it_is()
    {
        var host = new HostDefinition("web2", RecipeBuilder.Place);
        var recipe = new RecipeBuilder().Config("dirs", new Items([new Text("logs"), new Text("cache")]))
            .Host("web1").Host(host with { Settings = host.Settings.Add("dirs", new Items([new Text("media")])) }).Host("web3").Tasks("t");
        Assert.Equal(["logs cache", "media", "logs cache"],
            recipe.Plan("t").Hosts.Select(planned => string.Join(' ', new Settings(planned.Settings).List("dirs"))));
    }
}
