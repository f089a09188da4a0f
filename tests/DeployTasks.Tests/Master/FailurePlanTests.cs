using DeployTasks.Events;
using DeployTasks.Planning;
using DeployTasks.Recipes;

namespace DeployTasks.Tests.Master;

public class FailurePlanTests
{
    private static readonly string[] Hosts = ["web1", "web2", "web3"];

    [Fact]
    public async Task It_runs_on_every_host_that_was_reached()
    {
        using var run = new RunUnderTest { Workers = Failing("build", "web1") };
        Assert.Equal(ExitCode.StepFailed, await run.RunAsync(WithUnlock()));
        Assert.All(Hosts, host => Assert.True(run.OutcomeOf(host, "unlock").IsSuccess));
    }

    [Fact]
    public async Task It_leaves_out_a_host_that_was_never_reached()
    {
        using var run = new RunUnderTest { Workers = Unreachable("web2") };
        Assert.Equal(ExitCode.Unreachable, await run.RunAsync(WithUnlock()));
        Assert.Equal(["web1", "web3"], Unlocked(run));
        Assert.Equal("DT4001", run.OutcomeOf("web2").Error?.Code);
        Assert.Equal(OutcomeKind.NotRun, run.OutcomeOf("web1", "build").Kind);
    }

    [Fact]
    public async Task What_runs_once_runs_on_the_first_host_that_was_reached()
    {
        using var run = new RunUnderTest { Workers = Unreachable("web1") };
        await run.RunAsync(RunUnderTest.Plan(Hosts, [RunUnderTest.Task("build", Hosts)], Once("unlock", Hosts)));
        Assert.Equal(["web2"], Unlocked(run));
    }

    [Fact]
    public async Task A_host_that_only_it_needs_is_connected_when_no_other_was_reached()
    {
        using var run = new RunUnderTest { Workers = Unreachable("web2") };
        Assert.Equal(ExitCode.Unreachable, await run.RunAsync(RunUnderTest.Plan(
            Hosts, [RunUnderTest.Task("build", ["web2"])], Once("unlock", ["web1", "web2"]))));
        Assert.Equal(["web1"], Unlocked(run));
        Assert.True(run.OutcomeOf("web1").IsSuccess);
    }

    [Fact]
    public async Task A_host_that_only_it_needs_is_left_alone_when_another_was_reached()
    {
        using var run = new RunUnderTest { Workers = Failing("build", "web2") };
        await run.RunAsync(RunUnderTest.Plan(Hosts, [RunUnderTest.Task("build", ["web2", "web3"])], Once("unlock", Hosts)));
        Assert.Equal(["web2"], Unlocked(run));
        Assert.DoesNotContain(run.Workers.Started, worker => worker.Host == "web1");
    }

    [Fact]
    public async Task What_cannot_run_anywhere_is_told()
    {
        using var run = new RunUnderTest { Workers = Unreachable("web1") };
        await run.RunAsync(RunUnderTest.Plan(["web1"], [RunUnderTest.Task("build", ["web1"])], Once("unlock", ["web1"])));
        Assert.Contains(run.Events, told => told is Said { Level: SaidLevel.Warning } said && said.Text.Contains("'unlock'"));
    }

    [Fact]
    public async Task With_a_limit_of_one_a_host_that_fails_again_keeps_no_other_locked()
    {
        using var run = new RunUnderTest
        {
            Workers = new FakeWorkers
            {
                OnTask = (worker, assignment) => Task.FromResult(
                    worker.Host == "web1" || assignment.Task == "build" ? RunUnderTest.Failure() : Outcome.Done),
            },
        };
        Assert.Equal(ExitCode.StepFailed, await run.RunAsync(WithUnlock(limit: 1)));
        Assert.Equal(["web1", "web2", "web3"], Unlocked(run));
    }

    [Fact]
    public async Task Only_what_the_failed_task_brings_is_run()
    {
        using var run = new RunUnderTest { Workers = Failing("build", "web1") };
        var plan = RunUnderTest.Plan(
            Hosts,
            [RunUnderTest.Task("build", Hosts), RunUnderTest.Task("migrate", Hosts)],
            RunUnderTest.Task("restore", Hosts, failureOf: ["migrate"]),
            RunUnderTest.Task("unlock", Hosts, failureOf: ["build", "migrate"]));
        await run.RunAsync(plan);
        Assert.DoesNotContain(run.Workers.Log, line => line.Contains("restore"));
        Assert.Equal(Hosts, Unlocked(run));
    }

    [Fact]
    public async Task A_success_brings_nothing()
    {
        using var run = new RunUnderTest();
        Assert.Equal(ExitCode.Done, await run.RunAsync(WithUnlock()));
        Assert.Empty(Unlocked(run));
    }

    [Fact]
    public async Task A_worker_that_died_is_started_once_more_for_it()
    {
        using var run = new RunUnderTest
        {
            Workers = new FakeWorkers
            {
                OnTask = (worker, assignment) =>
                {
                    if (worker.Host == "web2" && assignment.Task == "build")
                    {
                        worker.Kill();
                    }
                    return Task.FromResult(Outcome.Done);
                },
            },
        };
        Assert.Equal(ExitCode.Internal, await run.RunAsync(WithUnlock()));
        Assert.Equal(2, run.Workers.Started.Count(worker => worker.Host == "web2"));
        Assert.Equal(Hosts, Unlocked(run));
        Assert.True(run.OutcomeOf("web2", "unlock").IsSuccess);
    }

    [Fact]
    public async Task A_worker_that_dies_again_is_not_started_a_third_time()
    {
        using var run = new RunUnderTest
        {
            Workers = new FakeWorkers
            {
                OnTask = (worker, _) =>
                {
                    if (worker.Host == "web2")
                    {
                        worker.Kill();
                    }
                    return Task.FromResult(Outcome.Done);
                },
            },
        };
        await run.RunAsync(RunUnderTest.Plan(
            Hosts, [RunUnderTest.Task("build", Hosts)],
            RunUnderTest.Task("restore", Hosts, failureOf: ["build"]), RunUnderTest.Task("unlock", Hosts, failureOf: ["build"])));
        Assert.Equal(2, run.Workers.Started.Count(worker => worker.Host == "web2"));
        Assert.Equal(2, run.Events.OfType<HostLost>().Count());
    }

    [Theory]
    [InlineData("switch", ExitCode.PartlyPublished)]
    [InlineData("upload", ExitCode.StepFailed)]
    public async Task A_host_that_was_switched_and_cannot_be_asked_any_more_counts_as_published(string action, ExitCode exit)
    {
        using var run = new RunUnderTest
        {
            Workers = new FakeWorkers
            {
                OnTask = (worker, assignment) => Task.FromResult((worker.Host, assignment.Task) switch
                {
                    ("web1", "health") => RunUnderTest.Failure(),
                    ("web2", "restore") => RunUnderTest.Failure(ExitCode.Unreachable),
                    _ => Outcome.Done,
                }),
            },
        };
        Assert.Equal(exit, await run.RunAsync(RunUnderTest.Plan(
            Hosts, [Releasing("publish", action), RunUnderTest.Task("health", Hosts)], Releasing("restore", "restore", "health"))));
        Assert.Equal(exit == ExitCode.PartlyPublished, run.Errors.Any(error => error is { Code: "DT5073", Host: "web2" }));
    }

    private static PlannedTask Releasing(string task, string action, params string[] failureOf)
    {
        var planned = RunUnderTest.Task(task, Hosts, failureOf: failureOf);
        return planned with { Definition = planned.Definition with { Steps = [new ReleaseStep(new Place("deploy.yaml", 1, 1), action)] } };
    }

    private static Plan WithUnlock(int limit = 100) => RunUnderTest.Plan(
        Hosts, [RunUnderTest.Task("build", Hosts)], RunUnderTest.Task("unlock", Hosts, limit, failureOf: ["build"]));

    private static PlannedTask Once(string task, string[] hosts) =>
        RunUnderTest.Task(task, hosts[..1], failureOf: ["build"]) with { Seats = [new Seat([.. hosts])] };

    private static FakeWorkers Unreachable(string host) => new()
    {
        OnConnect = worker => Task.FromResult(
            worker.Host == host ? RunUnderTest.Failure(ExitCode.Unreachable, "DT4001") : Outcome.Done),
    };

    private static FakeWorkers Failing(string task, string host) => new()
    {
        OnTask = (worker, assignment) =>
            Task.FromResult(assignment.Task == task && worker.Host == host ? RunUnderTest.Failure() : Outcome.Done),
    };

    private static IEnumerable<string> Unlocked(RunUnderTest run) =>
        run.Workers.Log.Where(line => line.EndsWith("unlock began", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]).Order();
}
