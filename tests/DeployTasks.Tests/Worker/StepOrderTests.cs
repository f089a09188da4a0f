using DeployTasks.Events;
using DeployTasks.Recipes;

namespace DeployTasks.Tests.Worker;

public class StepOrderTests
{
    [Fact]
    public async Task Steps_run_in_order_until_one_fails()
    {
        var scene = new HostScene();
        scene.Host.Answer("b", exit: 1);
        Assert.False((await scene.RunAsync(Run("a"), Run("b"), Run("c"))).IsSuccess);
        Assert.Equal(["a", "b"], scene.Host.Scripts);
    }

    [Fact]
    public async Task A_failure_that_is_allowed_is_told_and_passed_over()
    {
        var scene = new HostScene();
        scene.Host.Answer("a", exit: 3);
        Assert.Equal(Outcome.Done, await scene.RunAsync(Run("a") with { AllowFailure = true }, Run("b")));
        Assert.Equal(["a", "b"], scene.Host.Scripts);
        Assert.Contains("exit code 3", Assert.Single(scene.Events.OfType<Said>()).Text);
        Assert.Equal(OutcomeKind.Failed, scene.Events.OfType<StepEnded>().First().Outcome.Kind);
    }

    [Fact]
    public async Task A_cancel_ends_the_task_even_where_failure_is_allowed()
    {
        var scene = new HostScene();
        using var source = new CancellationTokenSource();
        scene.OnEvent = _ => source.Cancel();
        scene.Host.Answer("a", exit: 1);
        Assert.False((await scene.RunAsync(source.Token, Run("a") with { AllowFailure = true }, Run("b"))).IsSuccess);
        Assert.DoesNotContain("b", scene.Host.Scripts);
    }

    [Fact]
    public async Task A_mistake_found_on_a_host_is_a_failed_step_for_nobody_can_say_that_nothing_was_touched()
    {
        var outcome = await new HostScene().RunAsync(Run("a"), Run("echo {{unset}}"));
        Assert.Equal((Errors.SettingMissingCode, ExitCode.StepFailed), (outcome.Error!.Code, outcome.Error.Exit));
    }

    [Theory]
    [InlineData("choose-target", true)]
    [InlineData("check", true)]
    [InlineData("switch", false)]
    [InlineData("lock", false)]
    public async Task A_rehearsal_asks_the_host_and_changes_nothing_there(string action, bool asked)
    {
        var scene = new HostScene(("dry_run", new Flag(true)), ("deploy_path", new Text("/srv/app")));
        _ = await scene.RunAsync(new ReleaseStep(HostScene.Place, action), Run("rm -rf /"));
        Assert.Equal(asked, scene.Host.Commands.Count > 0);
        Assert.DoesNotContain("rm -rf /", scene.Host.Scripts);
    }

    [Fact]
    public async Task A_cancelled_task_starts_no_step()
    {
        var scene = new HostScene();
        var outcome = await scene.RunAsync(new CancellationToken(canceled: true), Run("a"));
        Assert.Equal(("DT5025", ExitCode.Interrupted), (outcome.Error!.Code, outcome.Error.Exit));
        Assert.Empty(scene.Host.Commands);
    }

    [Fact]
    public async Task A_step_whose_condition_does_not_hold_is_skipped()
    {
        var scene = new HostScene(("fast", new Flag(true)));
        Assert.Equal(Outcome.Unchanged, await scene.RunAsync(Run("a") with { If = "!{{fast}}" }));
        Assert.Empty(scene.Host.Commands);
        Assert.True(scene.Ended.Skipped);
    }

    [Fact]
    public async Task A_condition_sees_what_the_step_before_it_set()
    {
        var scene = new HostScene();
        scene.Host.Answer("a", "old\n");
        await scene.RunAsync(Run("a") with { Output = "state" }, Run("b") with { If = "{{state}} == old" });
        Assert.Equal(["a", "b"], scene.Host.Scripts);
    }

    [Fact]
    public async Task Every_step_says_when_it_starts_and_how_it_ended()
    {
        var scene = new HostScene(("token", new Secret("hunter22")));
        await scene.RunAsync(Run("echo {{token}}\nexit 0"), new MessageStep(HostScene.Place, MessageLevel.Info, "hi"));
        Assert.Equal(["echo '***' …", "hi"], scene.Events.OfType<StepStarted>().Select(started => started.Title));
        Assert.Equal([1, 2], scene.Events.OfType<StepEnded>().Select(ended => ended.Step));
    }

    [Fact]
    public async Task A_secret_in_a_title_is_masked_whole_although_another_is_a_part_of_it()
    {
        var scene = new HostScene(("a_shop", new Secret("shop")), ("b_token", new Secret("shop-Xk9qqq")));
        await scene.RunAsync(Run("login {{b_token}} {{a_shop}}"));
        Assert.Equal("login '***' '***'", Assert.Single(scene.Events.OfType<StepStarted>()).Title);
    }

    [Fact]
    public async Task Invoke_runs_the_other_tasks_steps_as_its_own()
    {
        var scene = new HostScene();
        scene.Host.Answer("a", exit: 1);
        var outcome = await scene.RunAsync(new InvokeStep(HostScene.Place, "other") { Steps = [Run("a"), Run("b")] }, Run("c"));
        Assert.Equal(("other", "DT5020"), (outcome.Error!.Task, outcome.Error.Code));
        Assert.Equal(["a"], scene.Host.Scripts);
    }

    private static RunStep Run(string command) => new(HostScene.Place, command);
}
