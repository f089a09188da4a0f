using DeployTasks.Master;

namespace DeployTasks.Tests.Master;

public class UnreachedHostTests
{
    [Fact]
    public async Task A_run_that_looks_goes_on_with_the_hosts_it_reaches()
    {
        using var run = WithoutWeb2(goesOn: true);

        Assert.Equal(ExitCode.Unreachable, await run.RunAsync(RunUnderTest.Plan(["web1", "web2", "web3"], "hook", "status")));
        Assert.Equal(["web1 hook ended", "web1 status ended", "web3 hook ended", "web3 status ended"],
            run.Workers.Log.Where(line => line.EndsWith("ended", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(
            [OutcomeKind.Done, OutcomeKind.Failed, OutcomeKind.Done],
            new[] { "web1", "web2", "web3" }.Select(host => run.OutcomeOf(host).Kind));
        Assert.Equal(OutcomeKind.NotRun, run.OutcomeOf("web2", "status").Kind);
    }

    [Fact]
    public async Task A_deployment_does_nothing_when_one_host_cannot_be_reached()
    {
        using var run = WithoutWeb2(goesOn: false);

        Assert.Equal(ExitCode.Unreachable, await run.RunAsync(RunUnderTest.Plan(["web1", "web2"], "build")));
        Assert.Empty(run.Workers.Log);
    }

    [Fact]
    public async Task A_run_that_reaches_nobody_is_not_begun()
    {
        using var run = WithoutWeb2(goesOn: true);

        Assert.Equal(ExitCode.Unreachable, await run.RunAsync(RunUnderTest.Plan(["web2"], "status")));
        Assert.Equal(OutcomeKind.NotRun, run.OutcomeOf("web2", "status").Kind);
    }

    private static RunUnderTest WithoutWeb2(bool goesOn) => new()
    {
        Options = new RunOptions { GoesOnWithTheReached = goesOn },
        Workers = new FakeWorkers
        {
            OnConnect = worker => Task.FromResult(worker.Host == "web2" ? RunUnderTest.Failure(ExitCode.Unreachable) : Outcome.Done),
        },
    };
}
