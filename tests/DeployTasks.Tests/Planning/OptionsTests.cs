using DeployTasks.Planning;
using DeployTasks.Recipes;

namespace DeployTasks.Tests.Planning;

public class OptionsTests
{
    [Theory]
    [InlineData("branch=main", "branch", "main")]
    [InlineData("a=b=c", "a", "b=c")]
    [InlineData("empty=", "empty", "")]
    [InlineData("number=010", "number", "010")]
    [InlineData("word=True", "word", "True")]
    [InlineData("yes=yes", "yes", "yes")]
    [InlineData("braces={{secret}}", "braces", "\\{{secret}}")]
    public void A_value_is_the_text_behind_the_first_equals_sign(string written, string key, string template) =>
        Assert.Equal(new Text(template), Options.Parse([written])[key]);

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void Only_true_and_false_become_flags(string written, bool on) =>
        Assert.Equal(new Flag(on), Options.Parse([$"flag={written}"])["flag"]);

    [Fact]
    public void The_last_value_of_a_key_wins() => Assert.Equal(new Text("2"), Options.Parse(["a=1", "a=2"])["a"]);

    [Fact]
    public void Every_option_that_sets_nothing_is_named()
    {
        var errors = Assert.Throws<DeployException>(() => Options.Parse(["flag", "a=1", "=x"])).Errors;
        Assert.Equal([("DT1057", "-o flag sets nothing"), ("DT1057", "-o =x sets nothing")], errors.Select(error => (error.Code, error.What)));
    }

    [Theory]
    [InlineData("hostname=-oProxyCommand=x", "DT1010")]
    [InlineData("deploy_path=/", "DT1016")]
    public void What_would_be_dangerous_in_a_recipe_is_refused_here_too(string written, string code)
    {
        var recipe = new Recipe
        {
            File = "deploy.yaml",
            Hosts = [new HostDefinition("web1", new Place("deploy.yaml"))],
            Tasks = System.Collections.Immutable.ImmutableSortedDictionary<string, TaskDefinition>.Empty
                .Add("t", new TaskDefinition("t", new Place("deploy.yaml"))),
        };
        var errors = Assert.Throws<DeployException>(() => Planner.Create(recipe, new PlanRequest { Tasks = ["t"], Options = Options.Parse([written]) })).Errors;
        Assert.Equal(code, Assert.Single(errors).Code);
    }
}
