using DeployTasks.Planning;
using DeployTasks.Tests.Recipes;

namespace DeployTasks.Tests.Planning;

public class UnfitOptionsTests
{
    [Theory]
    [InlineData("keep_releases=x")]
    [InlineData("keep_releases=-3")]
    [InlineData("keep_releases=")]
    [InlineData("keep_releases={{count}}")]
    [InlineData("health=foo")]
    [InlineData("deploy_again=perhaps")]
    [InlineData("lock_wait=zz")]
    [InlineData("default_timeout=soon")]
    [InlineData("writable_mode=foo")]
    public void What_a_recipe_could_not_say_an_option_cannot_say_either(string written)
    {
        var error = Assert.Single(Assert.Throws<DeployException>(() => PlanWith(written)).Errors);

        Assert.Equal(("DT1034", ExitCode.Usage), (error.Code, error.Exit));
        Assert.Contains($"'{written.Split('=')[0]}'", error.What);
    }

    [Theory]
    [InlineData("keep_releases=3")]
    [InlineData("deploy_again=yes")]
    [InlineData("rollback_on_failure=")]
    [InlineData("lock_wait=10m")]
    [InlineData("writable_mode=acl")]
    [InlineData("service=")]
    [InlineData("restart=echo {{x}} `date`")]
    [InlineData("shared_dirs=storage")]
    [InlineData("own={{x}}")]
    public void What_makes_sense_is_taken(string written) => Assert.Equal(2, PlanWith(written).Hosts.Length);

    [Fact]
    public void A_placeholder_that_becomes_no_number_is_a_mistake_of_the_recipe() => Assert.Equal(
        "deploy.yaml(3,18): DT1034: Setting 'keep_releases' is 'many', not a number from 1 to 10000. " +
        "Make it a number from 1 to 10000, in the recipe or with -o.",
        RecipeFiles.MistakesOf("config:\n  kept: many\n  keep_releases: \"{{kept}}\"\nhosts: [web1]\n"));

    private static Plan PlanWith(string option) => Planner.Create(
        RecipeFiles.Read("hosts: [web1, web2]\nconfig: { deploy_path: /srv/app }\ntasks: { t: { steps: [echo] } }\n"),
        new PlanRequest { Tasks = ["t"], Options = Options.Parse([option]) });
}
