using DeployTasks.Tests.Releases.Faults;

namespace DeployTasks.Tests.Master.Server.Faults;

/// <summary>
/// Promise P7. There are no numbers on the wire: a save assigns, and a worker repeats nothing (design §3.6), so that one which is
/// said twice has the effect of one.
/// </summary>
public class WorkersModelTests
{
    private static readonly string[] Hosts = [.. Enumerable.Range(1, 8).Select(number => $"web{number}")];

    [Theory]
    [MemberData(nameof(FuzzedServer.Numbers), MemberType = typeof(FuzzedServer))]
    public async Task A_worker_changes_its_own_host_alone_and_each_save_counts_once_whatever_happens_to_it(int number)
    {
        await using var test = await ServerUnderTest.StartAsync(hosts: Hosts);
        var workers = Hosts.Select((host, index) =>
            new ModelWorker(test, host, [.. Hosts.Except([host])], new Random(number + index))).ToList();

        await Task.WhenAll(workers.Select(worker => Task.Run(() =>
        {
            for (var step = 0; step < Rounds.Of(600); step++)
            {
                worker.Step();
            }
        })));

        Assert.All(workers, worker => worker.AssertAsExpected());
        Assert.Equal(workers.Sum(worker => worker.Foreign), test.Rogues.Count);
        workers.ForEach(worker => worker.Dispose());
    }
}
