using DeployTasks.Events;
using DeployTasks.Lab;
using DeployTasks.Planning;

namespace DeployTasks.Tests.Master;

public class BatchTests
{
    [Fact]
    public async Task A_rolling_block_goes_batch_by_batch_and_waits_between_them()
    {
        using var run = new RunUnderTest();
        var plan = Rolling(["web1"], ["web2", "web3"]);
        Assert.Equal(ExitCode.Done, await run.RunAsync(plan));
        Assert.Equal(
            ["drain web1", "symlink web1", "drain web2,web3", "symlink web2,web3"],
            run.Events.OfType<TaskStarted>().Select(started => $"{started.Task} {string.Join(',', started.Hosts)}"));
        var ends = run.Events.OfType<TaskEnded>().Select(ended => ended.At).ToList();
        var starts = run.Events.OfType<TaskStarted>().Select(started => started.At).ToList();
        Assert.True(starts[2] - ends[1] >= TimeSpan.FromMilliseconds(145), $"{starts[2] - ends[1]}");
        Assert.Equal(
            ["started", "ended", "started", "ended", "waits", "started", "ended", "started", "ended"],
            run.Events.Select(happened => happened switch
            {
                TaskStarted => "started",
                TaskEnded => "ended",
                Said said when said.Text.StartsWith("Waiting", StringComparison.Ordinal) => "waits",
                _ => "",
            }).Where(word => word.Length > 0));
    }

    [Fact]
    public async Task A_canary_that_fails_keeps_the_other_batches_as_they_are()
    {
        using var run = new RunUnderTest
        {
            Workers = new FakeWorkers
            {
                OnTask = (_, assignment) => Task.FromResult(assignment.Task == "symlink" ? RunUnderTest.Failure() : Outcome.Done),
            },
        };
        Assert.Equal(ExitCode.StepFailed, await run.RunAsync(Rolling(["web1"], ["web2", "web3"])));
        Assert.Equal(OutcomeKind.NotRun, run.OutcomeOf("web2", "drain").Kind);
        Assert.Equal(OutcomeKind.NotRun, run.OutcomeOf("web3").Kind);
    }

    [Fact]
    public async Task A_wait_longer_than_a_timer_can_bear_lasts_until_the_run_is_cancelled()
    {
        using var run = new RunUnderTest();
        var running = run.RunAsync(Rolling("366d", ["web1"], ["web2"]));
        await Poll.UntilAsync(() => run.Events.OfType<Said>().Any(said => said.Text.StartsWith("Waiting", StringComparison.Ordinal)), running);
        run.Cancel.Request(ExitCode.Interrupted);
        Assert.Equal(ExitCode.Interrupted, await running);
    }

    private static Plan Rolling(params string[][] batches) => Rolling("150ms", batches);

    private static Plan Rolling(string wait, params string[][] batches)
    {
        var hosts = batches.SelectMany(batch => batch).Select(alias => RunUnderTest.Host(alias, ("batch_wait", wait)));
        return new Plan(["deploy"], [.. hosts],
            [new Block(Rolling: true, [.. batches.Select(batch => new Batch([RunUnderTest.Task("drain", batch), RunUnderTest.Task("symlink", batch)]))])],
            []);
    }
}
