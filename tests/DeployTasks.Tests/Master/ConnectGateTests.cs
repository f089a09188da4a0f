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
        var hosts = Enumerable.Range(1, count).Select(i => RunUnderTest.Host($"web{i:00}")).ToArray();
        var plan = new Plan(["deploy"], [.. hosts],
            [new Block(Rolling: false, [new Batch([RunUnderTest.Task("a", [.. hosts.Select(host => host.Alias)])])])], []);
        Assert.Equal(ExitCode.Done, await run.RunAsync(plan));
        Assert.Equal(expected, most);
    }

    [Theory]
    [InlineData("db:22", true)]
    [InlineData("gate:22 db:22", false)]
    [InlineData("db:22 db:22", false)]
    [InlineData("", false)]
    public async Task Only_a_worker_whose_login_passes_no_other_server_hears_that_its_host_is_reached_directly(string way, bool expected)
    {
        var heard = new List<bool>();
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
        var plan = new Plan(["deploy"], [RunUnderTest.Host("web1")], [new Block(Rolling: false, [new Batch([RunUnderTest.Task("a", ["web1"])])])], []);

        Assert.Equal(ExitCode.Done, await run.RunAsync(plan));

        Assert.Equal([expected], heard);
    }
}
