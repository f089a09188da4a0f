using System.Diagnostics;
using DeployTasks.Events;
using DeployTasks.Lab;
using DeployTasks.Master;
using DeployTasks.Planning;

namespace DeployTasks.Tests.Master;

public class CancelTests
{
    private static readonly string[] Hosts = ["web1", "web2"];

    [Theory]
    [InlineData(ExitCode.Interrupted)]
    [InlineData(ExitCode.Terminated)]
    [InlineData(ExitCode.TimedOut)]
    public async Task Running_steps_are_ended_then_the_locks_are_freed(ExitCode cause)
    {
        using var run = Obedient();
        Assert.Equal(cause, await CancelInMidStepAsync(run, () => run.Cancel.Request(cause)));
        Assert.Equal(cause, run.OutcomeOf("web1", "build").Error?.Exit);
        Assert.Equal(OutcomeKind.NotRun, run.OutcomeOf("web1", "publish").Kind);
        Assert.All(Hosts, host => Assert.True(run.OutcomeOf(host, "unlock").IsSuccess));
        Assert.Contains(run.Errors, error => error.Code == "DT3010" && error.Exit == cause);
    }

    [Fact]
    public async Task Workers_that_do_not_obey_are_killed_when_the_time_is_up()
    {
        using var run = Deaf(new CancelSource(TimeProvider.System, TimeSpan.FromMilliseconds(300)));
        var watch = Stopwatch.StartNew();
        Assert.Equal(ExitCode.Interrupted, await CancelInMidStepAsync(run, () => run.Cancel.Request(ExitCode.Interrupted)));
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(290), TimeSpan.FromSeconds(10));
        Assert.Equal("DT3010", run.OutcomeOf("web1", "build").Error?.Code);
    }

    [Fact]
    public async Task A_second_signal_waits_for_nobody()
    {
        using var run = Deaf(new CancelSource(TimeProvider.System, TimeSpan.FromMinutes(10)));
        Assert.Equal(ExitCode.Interrupted, await CancelInMidStepAsync(run, async () =>
        {
            run.Cancel.Signal(ExitCode.Interrupted);
            await Task.Delay(600);
            run.Cancel.Signal(ExitCode.Terminated);
        }));
        Assert.DoesNotContain(run.Workers.Log, line => line.Contains("unlock"));
    }

    [Fact]
    public void Two_signals_of_one_gesture_are_one()
    {
        using var cancel = new CancelSource();
        cancel.Signal(ExitCode.Terminated);
        cancel.Signal(ExitCode.Interrupted);
        Assert.True(cancel.Stop.IsCancellationRequested);
        Assert.False(cancel.Now.IsCancellationRequested);
        Assert.Equal(ExitCode.Terminated, cancel.Cause);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_before_its_first_task_touches_nothing()
    {
        using var run = Obedient();
        run.Cancel.Request(ExitCode.Interrupted);
        Assert.Equal(ExitCode.Interrupted, await run.RunAsync(Plan));
        Assert.Empty(run.Workers.Log);
    }

    [Fact]
    public async Task A_cancel_while_batches_wait_ends_the_wait()
    {
        using var run = Obedient();
        var hosts = Hosts.Select(alias => RunUnderTest.Host(alias, ("batch_wait", "10m")));
        var plan = new Plan(["deploy"], [.. hosts], [new Block(Rolling: true,
            [new Batch([RunUnderTest.Task("quick", ["web1"])]), new Batch([RunUnderTest.Task("quick", ["web2"])])])], []);
        var running = run.RunAsync(plan);
        await Poll.UntilAsync(() => run.Events.OfType<Said>().Any(said => said.Text.Contains("Waiting")));
        run.Cancel.Request(ExitCode.Interrupted);
        Assert.Equal(ExitCode.Interrupted, await running);
        Assert.True(run.OutcomeOf("web1", "quick").IsSuccess);
    }

    [Fact]
    public async Task The_end_of_the_leash_cancels()
    {
        using var cancel = new CancelSource();
        using var triggers = new CancelTriggers(cancel, timeout: null, leash: new MemoryStream("ignored"u8.ToArray()));
        await Poll.UntilAsync(() => cancel.Stop.IsCancellationRequested);
        Assert.Equal(ExitCode.Interrupted, cancel.Cause);
    }

    [Fact]
    public async Task The_time_out_of_the_run_cancels()
    {
        using var cancel = new CancelSource();
        using var triggers = new CancelTriggers(cancel, TimeSpan.FromMilliseconds(20), leash: null);
        await Poll.UntilAsync(() => cancel.Stop.IsCancellationRequested);
        Assert.Equal(ExitCode.TimedOut, cancel.Cause);
    }

    [Fact]
    public void A_time_out_longer_than_a_timer_can_bear_is_one()
    {
        using var cancel = new CancelSource();
        using var triggers = new CancelTriggers(cancel, TimeSpan.FromDays(366), leash: null);
        Assert.False(cancel.Stop.IsCancellationRequested);
    }

    private static Plan Plan { get; } = RunUnderTest.Plan(
        Hosts,
        [RunUnderTest.Task("build", Hosts), RunUnderTest.Task("publish", Hosts)],
        RunUnderTest.Task("unlock", Hosts, failureOf: ["build", "publish"]));

    private static Task<ExitCode> CancelInMidStepAsync(RunUnderTest run, Action cancel) =>
        CancelInMidStepAsync(run, () =>
        {
            cancel();
            return Task.CompletedTask;
        });

    private static async Task<ExitCode> CancelInMidStepAsync(RunUnderTest run, Func<Task> cancel)
    {
        var running = run.RunAsync(Plan);
        await Poll.UntilAsync(() => run.Workers.Log.Count(line => line.EndsWith("build began", StringComparison.Ordinal)) == 2);
        await cancel();
        return await running;
    }

    private static RunUnderTest Obedient() => new()
    {
        Workers = new FakeWorkers
        {
            OnTask = async (worker, assignment) => assignment.Task != "build"
                ? Outcome.Done
                : RunUnderTest.Failure(await worker.Cancelled.Task, "DT5003"),
        },
    };

    private static RunUnderTest Deaf(CancelSource cancel) => new()
    {
        Cancel = cancel,
        Workers = new FakeWorkers
        {
            OnTask = async (worker, _) =>
            {
                await worker.Completion;
                return Outcome.Done;
            },
        },
    };
}
