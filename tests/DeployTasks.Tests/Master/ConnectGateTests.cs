using System.Collections.Concurrent;
using DeployTasks.Master;
using DeployTasks.Planning;

namespace DeployTasks.Tests.Master;

public class ConnectGateTests
{
    [Theory]
    [InlineData(20, "gate:22 db:22", 8)]
    [InlineData(20, "db:22 gate:22", 8)]
    [InlineData(20, "gate:22", 8)]
    [InlineData(20, "", 20)]
    [InlineData(8, "gate:22", 8)]
    public async Task At_most_eight_logins_at_a_time_pass_one_server(int count, string way, int expected)
    {
        var (connecting, most) = (0, 0);
        var gate = new Lock();
        using var enough = new SemaphoreSlim(0);
        using var run = new RunUnderTest
        {
            // Every second host takes the way from the other end.
            Options = new RunOptions
            {
                Way = host => [.. way.Split(' ', StringSplitOptions.RemoveEmptyEntries).OrderBy(name => name[0] * (host.Alias[^1] % 2 == 0 ? 1 : -1))],
            },
            Workers = new FakeWorkers
            {
                OnConnect = async _ =>
                {
                    lock (gate)
                    {
                        most = Math.Max(most, ++connecting);
                        if (connecting == expected)
                        {
                            enough.Release(100);
                        }
                    }
                    await enough.WaitAsync(TimeSpan.FromSeconds(20));
                    await Task.Delay(30);
                    lock (gate)
                    {
                        connecting--;
                    }
                    return Outcome.Done;
                },
            },
        };
        Assert.Equal(ExitCode.Done, await run.RunAsync(PlanOf(count)));
        Assert.Equal(expected, most);
    }

    [Theory]
    [InlineData(9, "db:22", true)]
    [InlineData(8, "db:22", false)]
    [InlineData(9, "gate:22 db:22", false)]
    [InlineData(9, "db:22 db:22", false)]
    [InlineData(9, "", false)]
    public async Task A_worker_hears_that_its_host_is_reached_directly_where_the_way_was_looked_at(int count, string way, bool expected)
    {
        var heard = new ConcurrentBag<bool>();
        using var run = new RunUnderTest
        {
            Options = new RunOptions { Way = _ => way.Split(' ', StringSplitOptions.RemoveEmptyEntries) },
            Workers = new FakeWorkers
            {
                OnConnect = worker =>
                {
                    heard.Add(worker.IsDirect);
                    return Task.FromResult(Outcome.Done);
                },
            },
        };

        Assert.Equal(ExitCode.Done, await run.RunAsync(PlanOf(count)));

        Assert.Equal(Enumerable.Repeat(expected, count), heard);
    }

    private static Plan PlanOf(int count)
    {
        var hosts = Enumerable.Range(1, count).Select(i => RunUnderTest.Host($"web{i:00}")).ToArray();
        return new Plan(["deploy"], [.. hosts],
            [new Block(Rolling: false, [new Batch([RunUnderTest.Task("a", [.. hosts.Select(host => host.Alias)])])])], []);
    }
}
