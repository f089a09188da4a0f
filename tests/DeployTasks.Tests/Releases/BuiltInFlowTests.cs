using DeployTasks.Planning;
using DeployTasks.Recipes;
using DeployTasks.Releases;
using DeployTasks.Tests.Planning;
using DeployTasks.Tests.Releases.Support;
using DeployTasks.Tests.Support;

namespace DeployTasks.Tests.Releases;

public sealed class BuiltInFlowTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("deploy")]
    [InlineData("rollback")]
    public void The_flow_is_named_tasks_in_this_order(string task) => Snapshot.Verify(
        string.Join('\n', Names(Plan(task))), task);

    [Theory]
    [InlineData("releases"), InlineData("status"), InlineData("history"), InlineData("lock"), InlineData("unlock")]
    public void Every_thin_command_has_its_task(string task) => Assert.Equal([$"{task}: all"], Names(Plan(task)));

    [Fact]
    public void Every_release_step_names_an_action_that_exists()
    {
        var actions = Recipe().Tasks.Values.SelectMany(task => task.Steps).OfType<ReleaseStep>().Select(step => step.Action).ToHashSet();
        Assert.Empty(actions.Except(ReleaseActions.Names));
        Assert.Empty(ReleaseActions.Names.Except(actions));
    }

    [Fact]
    public void A_failure_before_publishing_unlocks_and_one_while_publishing_restores_first()
    {
        var plan = Plan("deploy");
        Assert.Equal(["deploy:unlock"], plan.AfterFailureOf("deploy:upload").Select(task => task.Name));
        Assert.Equal(["deploy:restore", "deploy:unlock"], plan.AfterFailureOf("deploy:health").Select(task => task.Name));
        Assert.Equal(["deploy:unlock"], plan.AfterFailureOf("deploy:cleanup").Select(task => task.Name));
        Assert.Equal(["deploy:restore", "deploy:unlock"], Plan("rollback").AfterFailureOf("deploy:restart").Select(task => task.Name));
    }

    private static IEnumerable<string> Names(Plan plan) =>
        from block in plan.Blocks
        from batch in block.Batches
        from task in batch.Tasks
        select $"{task.Name}: {(task.Definition.Once ? "once" : "all")}{(block.Rolling ? ", rolling" : "")}";

    private Plan Plan(string task) => Planner.Create(Recipe(), new PlanRequest { Tasks = [task] });

    private Recipe Recipe() =>
        RecipeReader.Read(_temp.File("deploy.yaml", "hosts: [web1, web2]\nconfig: {deploy_path: /srv/app}\n"), null, new Dictionary<string, string>());
}
