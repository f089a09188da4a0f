using DeployTasks.Planning;

namespace DeployTasks.Tests.Master;

public class ConnectGateTests
{
    [Theory]
    [InlineData("10.0.0.1", "ssh", 8)]
    [InlineData("10.0.0.1", "local", 20)]
    public async Task At_most_eight_logins_at_a_time_go_to_one_address(string hostname, string connection, int expected)
    {
        var (connecting, most) = (0, 0);
        var gate = new Lock();
        using var enough = new SemaphoreSlim(0);
        using var run = new RunUnderTest
        {
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
        var hosts = Enumerable.Range(1, 20).Select(i => RunUnderTest.Host($"web{i:00}", ("hostname", hostname), ("connection", connection))).ToArray();
        var plan = new Plan(["deploy"], [.. hosts],
            [new Block(Rolling: false, [new Batch([RunUnderTest.Task("a", [.. hosts.Select(host => host.Alias)])])])], []);
        Assert.Equal(ExitCode.Done, await run.RunAsync(plan));
        Assert.Equal(expected, most);
    }
}
