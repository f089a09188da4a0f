using System.Collections.Immutable;
using DeployTasks.Events;
using DeployTasks.Planning;
using DeployTasks.Recipes;
using DeployTasks.Tool;

namespace DeployTasks.Tests.Tool;

public class PlannedSecretsTests
{
    private static readonly Place Place = new("deploy.yaml", 1, 1);

    private static Plan PlanOf(Step step, params (string Name, Value Value)[] settings) => Planner.Create(
        new Recipe
        {
            File = "deploy.yaml",
            Config = settings.ToImmutableSortedDictionary(setting => setting.Name, setting => setting.Value),
            Hosts = [new HostDefinition("web1", Place)],
            Tasks = ImmutableSortedDictionary<string, TaskDefinition>.Empty.Add("t", new TaskDefinition("t", Place) { Steps = [step] }),
        },
        new PlanRequest { Tasks = ["t"] });

    private static string Mask(Plan plan, string text, params (string Name, string Value)[] environment) =>
        new Secrets(PlannedSecrets.Of(plan, environment.ToDictionary(variable => variable.Name, variable => variable.Value))).Mask(text);

    [Fact]
    public void Secrets_of_the_settings_are_masked_however_deep_they_stand()
    {
        var deep = new Map(ImmutableSortedDictionary<string, Value>.Empty.Add("password", new Items([new Secret("deep-secret")])));
        var plan = PlanOf(new RunStep(Place, "true"), ("plain", new Text("visible")), ("token", new Secret("top-secret")), ("smtp", deep));

        Assert.Equal("visible *** ***", Mask(plan, "visible top-secret deep-secret"));
    }

    [Fact]
    public void Secrets_of_steps_are_masked_as_they_will_be_given()
    {
        var step = new RunStep(Place, "true") { Secrets = ImmutableSortedDictionary<string, string>.Empty.Add("PASSWORD", "{{user}}:letmein") };

        Assert.Equal("<***>", Mask(PlanOf(step, ("user", new Text("admin"))), "<admin:letmein>"));
    }

    [Fact]
    public void Secrets_that_a_step_is_going_to_set_are_masked_already()
    {
        var step = new SetStep(Place, ImmutableSortedDictionary<string, Value>.Empty.Add("token", new Items([new Secret("swordfish")])));

        Assert.Equal("<***>", Mask(PlanOf(step), "<swordfish>"));
    }

    [Fact]
    public void The_key_in_the_environment_is_a_secret_line_by_line() =>
        Assert.Equal("***\n***", Mask(PlanOf(new RunStep(Place, "true")), "BEGIN KEY\nb3BlbnNzaC1r", ("DEPLOY_SSH_KEY", "BEGIN KEY\nb3BlbnNzaC1r\n")));

    [Fact]
    public void Every_secret_that_is_too_short_is_named_and_none_is_shown()
    {
        var plan = PlanOf(new RunStep(Place, "true"), ("pin", new Secret("123")), ("code", new Secret("xyz")), ("none", new Secret("")));

        var refused = Assert.Throws<DeployException>(() => Mask(plan, ""));

        Assert.Equal(["code", "pin"], refused.Errors.Select(error => error.What.Split('\'')[1]).Order(StringComparer.Ordinal));
        Assert.All(refused.Errors, error => Assert.Equal("DT8003", error.Code));
        Assert.DoesNotContain(refused.Errors, error => error.What.Contains("123", StringComparison.Ordinal) || error.What.Contains("xyz", StringComparison.Ordinal));
    }
}
