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
        Assert.Equal(["deploy:switch-back", "deploy:recheck", "deploy:unlock"], plan.AfterFailureOf("deploy:health").Select(task => task.Name));
        Assert.Equal(["deploy:unlock"], plan.AfterFailureOf("deploy:cleanup").Select(task => task.Name));
        Assert.Equal(["deploy:switch-back", "deploy:recheck", "deploy:unlock"], Plan("rollback").AfterFailureOf("deploy:restart").Select(task => task.Name));
    }

    [Fact]
    public void What_a_hook_may_ask_has_an_answer_before_anything_is_published() =>
        Assert.Equal("false", new Settings(Plan("deploy").Hosts[0].Settings).Text("release_in_doubt"));

    [Theory]
    [InlineData("deploy:restart: {steps: [{run: restart}]}")]
    [InlineData("deploy:health: [check:it], check:it: {steps: [{run: look}]}")]
    [InlineData("deploy:publish: [deploy:drain, own, deploy:symlink, deploy:restart], own: {steps: [{run: work}]}")]
    public void A_task_of_the_publication_that_is_replaced_goes_batch_by_batch_as_before(string tasks)
    {
        var recipe = RecipeReader.Read(
            _temp.File("deploy.yaml", $"hosts: [web1, web2]\nconfig: {{deploy_path: /srv/app}}\ntasks: {{{tasks}}}\n"), null, new Dictionary<string, string>());
        var block = Assert.Single(Planner.Create(recipe, new PlanRequest { Batch = "1" }).Blocks, block => block.Rolling);
        Assert.Equal(["web1", "web2"], block.Batches.Select(batch => string.Join(' ', batch.Tasks.SelectMany(task => task.Hosts).Distinct())));
        Assert.Contains(block.Batches[0].Tasks, task => task.Name == "deploy:drain");
        Assert.Contains(block.Batches[0].Tasks, task => task.Name == "deploy:restart");
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
