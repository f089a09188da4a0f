using DeployTasks.Lab;
using DeployTasks.Planning;

namespace DeployTasks.Tests.Master;

public class LimitTests
{
    private static readonly string[] Hosts = ["web1", "web2", "web3", "web4", "web5"];

    [Fact]
    public async Task A_limit_of_one_runs_hosts_one_after_another_in_their_order()
    {
        using var run = new RunUnderTest();
        await run.RunAsync(Limited(1));
        Assert.Equal(Hosts.SelectMany(host => new[] { $"{host} build began", $"{host} build ended" }), run.Workers.Log);
    }

    [Fact]
    public async Task Never_more_hosts_than_the_limit_are_at_work()
    {
        var (working, most) = (0, 0);
        using var run = new RunUnderTest
        {
            Workers = new FakeWorkers
            {
                OnTask = async (_, _) =>
                {
                    InterlockedMax(ref most, Interlocked.Increment(ref working));
                    await Poll.UntilAsync(() => Volatile.Read(ref most) >= 2);
                    await Task.Delay(20);
                    Interlocked.Decrement(ref working);
                    return Outcome.Done;
                },
            },
        };
        Assert.Equal(ExitCode.Done, await run.RunAsync(Limited(2)));
        Assert.Equal(2, most);
    }

    [Fact]
    public async Task After_a_failure_no_further_host_starts()
    {
        using var run = new RunUnderTest
        {
            Workers = new FakeWorkers
            {
                OnTask = (worker, _) => Task.FromResult(worker.Host == "web2" ? RunUnderTest.Failure() : Outcome.Done),
            },
        };
        Assert.Equal(ExitCode.StepFailed, await run.RunAsync(Limited(1)));
        Assert.Equal(
            [OutcomeKind.Done, OutcomeKind.Failed, OutcomeKind.NotRun, OutcomeKind.NotRun, OutcomeKind.NotRun],
            Hosts.Select(host => run.OutcomeOf(host, "build").Kind));
    }

    private static Plan Limited(int limit) => RunUnderTest.Plan(Hosts, [RunUnderTest.Task("build", Hosts, limit)]);

    private static void InterlockedMax(ref int most, int candidate)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < candidate && Interlocked.CompareExchange(ref most, candidate, seen) != seen)
        {
        }
    }
}
