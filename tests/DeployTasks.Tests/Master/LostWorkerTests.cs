using DeployTasks.Events;
using DeployTasks.Lab;
using DeployTasks.Master;
using DeployTasks.Wire;

namespace DeployTasks.Tests.Master;

public class LostWorkerTests
{
    private static readonly string[] Hosts = ["web1", "web2"];

    [Fact]
    public async Task A_killed_worker_is_named_with_its_signal_and_step()
    {
        using var run = Misbehaving(async (worker, assignment) =>
        {
            await worker.SayAsync(new StepStarted(worker.Host, assignment.Task, 3, "upload web"));
            worker.Kill();
        });
        Assert.Equal(ExitCode.Internal, await run.RunAsync(RunUnderTest.Plan(Hosts, "build", "publish")));
        var error = run.OutcomeOf("web1", "build").Error!;
        Assert.Equal("DT3001", error.Code);
        Assert.Equal("The worker for web1 was killed (SIGKILL) during step 3 of build (upload web)", error.What);
        Assert.Equal(error, run.Events.OfType<HostLost>().Single().Error);
        Assert.True(run.OutcomeOf("web2", "build").IsSuccess);
        Assert.Equal(OutcomeKind.NotRun, run.OutcomeOf("web2", "publish").Kind);
    }

    [Fact]
    public async Task The_token_of_a_worker_that_has_ended_opens_nothing_while_the_run_goes_on()
    {
        var request = "{\"host\":\"web1\"}"u8.ToArray();
        var before = 0;
        RunUnderTest? run = null;
        run = new RunUnderTest
        {
            Workers = new FakeWorkers
            {
                OnTask = async (worker, _) =>
                {
                    if (worker.Host == "web1")
                    {
                        before = (await worker.PostAsync("/load", request)).Status;
                        worker.Kill();
                        return Outcome.Done;
                    }

                    var dead = run!.Workers.Started.Single(one => one.Host == "web1");
                    await dead.Completion;
                    await Poll.UntilAsync(async () => (await dead.PostAsync("/load", request)).Status == 403);
                    return Outcome.Done;
                },
            },
        };
        await run.RunAsync(RunUnderTest.Plan(Hosts, "build"));
        Assert.Equal(200, before);
        Assert.True(run.OutcomeOf("web2", "build").IsSuccess);
        run.Dispose();
    }

    [Fact]
    public async Task A_worker_that_just_ends_has_not_succeeded_even_with_exit_code_0()
    {
        using var run = Misbehaving((worker, _) =>
        {
            worker.Exit(0);
            return Task.CompletedTask;
        });
        Assert.Equal(ExitCode.Internal, await run.RunAsync(RunUnderTest.Plan(Hosts, "build")));
        Assert.Equal("DT3001", run.OutcomeOf("web1", "build").Error?.Code);
    }

    [Fact]
    public async Task A_worker_that_says_done_and_then_ends_with_another_code_has_not_succeeded()
    {
        using var run = new RunUnderTest { Workers = new FakeWorkers { ExitCode = 3 } };
        Assert.Equal(ExitCode.Internal, await run.RunAsync(RunUnderTest.Plan(["web1"], "build")));
        Assert.Equal("DT3005", Assert.Single(run.Errors).Code);
    }

    [Fact]
    public async Task A_silent_worker_is_killed()
    {
        using var run = Misbehaving((worker, _) => worker.Completion, new RunOptions { Silence = TimeSpan.FromSeconds(2) });
        Assert.Equal(ExitCode.TimedOut, await run.RunAsync(RunUnderTest.Plan(["web1"], "build")));
        Assert.Equal("DT3002", run.OutcomeOf("web1", "build").Error?.Code);
    }

    [Fact]
    public async Task A_heartbeat_keeps_a_worker_alive_however_long_its_step_takes()
    {
        using var run = new RunUnderTest
        {
            Options = new RunOptions { Silence = TimeSpan.FromSeconds(2) },
            Workers = new FakeWorkers
            {
                OnTask = async (worker, _) =>
                {
                    for (var beat = 0; beat < 30; beat++)
                    {
                        await Task.Delay(100);
                        await worker.SayAsync(new Alive(worker.Host));
                    }
                    return Outcome.Done;
                },
            },
        };
        Assert.Equal(ExitCode.Done, await run.RunAsync(RunUnderTest.Plan(["web1"], "build")));
        Assert.DoesNotContain(run.Events, happened => happened is Alive);
    }

    [Theory]
    [InlineData("no JSON at all")]
    [InlineData("{\"event\":\"alive\",\"at\":0,\"host\":\"web1\",\"x\":1}")]
    [InlineData("{\"event\":\"alive\",\"at\":0,\"host\":\"web2\"}")]
    [InlineData("{\"event\":\"run-ended\",\"at\":0,\"exit\":0,\"took\":0}")]
    [InlineData("{\"event\":\"host-task-ended\",\"at\":0,\"host\":\"web1\",\"task\":\"build\",\"assignment\":7,\"outcome\":{\"kind\":\"done\"},\"took\":0}")]
    [InlineData("{\"event\":\"host-connected\",\"at\":0,\"host\":\"web1\",\"took\":0}")]
    public async Task Garbage_ends_a_worker(string line)
    {
        using var run = Misbehaving((worker, _) => worker.SayAsync(line));
        Assert.Equal(ExitCode.Internal, await run.RunAsync(RunUnderTest.Plan(["web1"], "build")));
        Assert.Equal("DT3003", run.OutcomeOf("web1", "build").Error?.Code);
    }

    [Fact]
    public async Task A_worker_that_says_nothing_at_all_never_started()
    {
        using var run = new RunUnderTest
        {
            Options = new RunOptions { StartPatience = TimeSpan.FromMilliseconds(200) },
            Workers = new FakeWorkers { OnStart = _ => Task.Delay(Timeout.Infinite) },
        };
        Assert.Equal(ExitCode.Internal, await run.RunAsync(RunUnderTest.Plan(["web1"], "build")));
        Assert.Equal("DT3004", run.OutcomeOf("web1").Error?.Code);
    }

    [Fact]
    public async Task A_worker_that_ends_before_its_first_word_never_started_and_shows_its_stderr()
    {
        using var run = new RunUnderTest
        {
            Workers = new FakeWorkers
            {
                OnStart = worker =>
                {
                    worker.Exit(150, "Framework: 'Microsoft.AspNetCore.App'");
                    return Task.CompletedTask;
                },
            },
        };
        await run.RunAsync(RunUnderTest.Plan(["web1"], "build"));
        Assert.Equal(("DT3004", "Framework: 'Microsoft.AspNetCore.App'"), (run.Errors[0].Code, run.Errors[0].Detail));
    }

    [Fact]
    public async Task A_worker_of_another_build_is_not_used()
    {
        using var run = new RunUnderTest
        {
            Workers = new FakeWorkers { OnStart = worker => worker.SayAsync(new WorkerStarted(worker.Host, "another")) },
        };
        Assert.Equal(ExitCode.Internal, await run.RunAsync(RunUnderTest.Plan(["web1"], "build")));
        Assert.Equal("DT3006", run.OutcomeOf("web1").Error?.Code);
        Assert.DoesNotContain(run.Workers.Log, line => line.Contains("build"));
    }

    [Fact]
    public async Task A_program_that_cannot_be_run_is_an_outcome()
    {
        using var events = new RunUnderTest();
        var exit = await new DeployRun(
            RunUnderTest.Plan(["web1"], "build"), new RunOptions(), events.Answers, new WorkerLauncher("/nowhere/dotnet-deploy", []), [events])
            .RunAsync(events.Cancel);
        Assert.Equal(ExitCode.Internal, exit);
        Assert.Equal("DT3004", events.OutcomeOf("web1").Error?.Code);
        Assert.Contains("No such file", events.OutcomeOf("web1").Error!.What);
    }

    [Fact]
    public async Task A_worker_that_speaks_for_another_host_is_stopped()
    {
        using var run = Misbehaving(async (worker, _) =>
        {
            var (status, _) = await worker.PostAsync("/load", WireJson.Write(new LoadRequest("web2")));
            Assert.Equal(403, status);
        });
        Assert.Equal(ExitCode.Internal, await run.RunAsync(RunUnderTest.Plan(["web1", "web2"], "build")));
        Assert.Equal("DT2013", run.OutcomeOf("web1").Error?.Code);
    }

    /// <summary>The worker of web1 does <paramref name="what"/> and never answers.</summary>
    private static RunUnderTest Misbehaving(Func<FakeWorker, Assignment, Task> what, RunOptions? options = null) => new()
    {
        Options = options ?? new RunOptions(),
        Workers = new FakeWorkers
        {
            OnTask = async (worker, assignment) =>
            {
                if (worker.Host == "web1")
                {
                    await what(worker, assignment);
                    await worker.Completion;
                }
                return Outcome.Done;
            },
        },
    };
}
