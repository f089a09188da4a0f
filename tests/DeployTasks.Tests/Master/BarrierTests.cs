namespace DeployTasks.Tests.Master;

public class BarrierTests
{
    private static readonly string[] Hosts = ["web1", "web2", "web3"];

    [Fact]
    public async Task No_host_starts_a_task_before_all_have_ended_the_one_before()
    {
        using var run = new RunUnderTest
        {
            Workers = new FakeWorkers
            {
                OnTask = async (worker, _) =>
                {
                    await Task.Delay(worker.Host == "web2" ? 80 : 1);
                    return Outcome.Done;
                },
            },
        };
        Assert.Equal(ExitCode.Done, await run.RunAsync(RunUnderTest.Plan(Hosts, "build", "publish")));
        var log = run.Workers.Log.ToList();
        Assert.Equal(12, log.Count);
        Assert.True(log.FindLastIndex(line => line.Contains("build")) < log.FindIndex(line => line.Contains("publish")), string.Join('\n', log));
    }

    [Fact]
    public async Task All_hosts_run_a_task_at_the_same_time()
    {
        using var all = new CountdownEvent(3);
        using var run = new RunUnderTest
        {
            Workers = new FakeWorkers
            {
                OnTask = (_, _) => Task.Run(() =>
                {
                    all.Signal();
                    return all.Wait(TimeSpan.FromSeconds(20)) ? Outcome.Done : RunUnderTest.Failure();
                }),
            },
        };
        Assert.Equal(ExitCode.Done, await run.RunAsync(RunUnderTest.Plan(Hosts, "build")));
    }

    [Fact]
    public async Task The_others_finish_the_task_when_one_fails_and_nobody_starts_the_next()
    {
        using var run = new RunUnderTest
        {
            Workers = new FakeWorkers
            {
                OnTask = async (worker, _) =>
                {
                    await Task.Delay(worker.Host == "web1" ? 1 : 60);
                    return worker.Host == "web1" ? RunUnderTest.Failure() : Outcome.Done;
                },
            },
        };
        Assert.Equal(ExitCode.StepFailed, await run.RunAsync(RunUnderTest.Plan(Hosts, "build", "publish")));
        Assert.Equal(OutcomeKind.Failed, run.OutcomeOf("web1", "build").Kind);
        Assert.Equal(OutcomeKind.Done, run.OutcomeOf("web3", "build").Kind);
        Assert.All(Hosts, host => Assert.Equal(OutcomeKind.NotRun, run.OutcomeOf(host, "publish").Kind));
        Assert.DoesNotContain(run.Workers.Log, line => line.Contains("publish"));
    }

    [Fact]
    public async Task One_worker_serves_its_host_for_the_whole_run()
    {
        using var run = new RunUnderTest();
        await run.RunAsync(RunUnderTest.Plan(Hosts, "a", "b", "c"));
        Assert.Equal(Hosts, run.Workers.Started.Select(worker => worker.Host));
    }

    [Fact]
    public async Task A_host_that_no_task_runs_on_gets_no_worker()
    {
        using var run = new RunUnderTest();
        await run.RunAsync(RunUnderTest.Plan(Hosts, [RunUnderTest.Task("migrate", ["web2"])]));
        Assert.Equal(["web2"], run.Workers.Started.Select(worker => worker.Host));
    }

    [Fact]
    public async Task A_task_that_no_host_matches_runs_nowhere_and_is_no_failure()
    {
        using var run = new RunUnderTest();
        Assert.Equal(ExitCode.Done, await run.RunAsync(RunUnderTest.Plan(Hosts, [RunUnderTest.Task("migrate", [])])));
        Assert.Empty(run.Workers.Started);
    }
}
