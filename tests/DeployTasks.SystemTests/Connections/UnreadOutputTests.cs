using System.Collections.Immutable;
using DeployTasks.Events;
using DeployTasks.Recipes;
using DeployTasks.SystemTests.Worker;
using DeployTasks.Wire;

namespace DeployTasks.SystemTests.Connections;

/// <summary>A host that talks while nobody listens waits; it does not fill the memory of its worker.</summary>
public abstract class UnreadOutputTests(OneHost host)
{
    private const int MostKilobytes = 10 * 1024;
    private const long Each = 20_000_000;
    private static readonly TimeSpan Talk = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Forty_megabytes_that_nobody_reads_cost_the_worker_less_than_ten_and_all_of_them_come()
    {
        await using var worker = await WorkerUnderTest.StartAsync(host: Settings());
        await worker.SendAsync(new Connect());
        Assert.Equal(Outcome.Done, await worker.RunAsync(Run("head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2")));
        var before = Kilobytes(worker.Pid);

        await worker.AssignAsync(Run($"head -c {Each} /dev/zero & head -c {Each} /dev/zero >&2; wait"));
        await Task.Delay(Talk, TestContext.Current.CancellationToken);

        Assert.InRange(Kilobytes(worker.Pid) - before, -before, MostKilobytes);
        var heard = new Dictionary<OutputStream, long> { [OutputStream.Out] = 0, [OutputStream.Error] = 0 };
        var ended = await worker.HearAsync<HostTaskEnded>(other => Count(other));
        Assert.Equal(Outcome.Done, ended.Outcome);
        Assert.Equal([Each, Each], heard.Values);

        void Count(Event happened)
        {
            if (happened is Output output)
            {
                heard[output.Stream] += output.Bytes.Length;
            }
        }
    }

    private static RunStep Run(string script) => new(WorkerUnderTest.Place, script);

    private ImmutableSortedDictionary<string, Value> Settings() => new Dictionary<string, Value>
    {
        ["transport"] = new Text(host.Settings.Transport.ToString()),
        ["hostname"] = new Text(host.Settings.Hostname),
        ["port"] = new Text(host.Settings.Port.ToString()!),
        ["remote_user"] = new Text(host.Settings.User!),
        ["identity_file"] = new Text(host.Settings.IdentityFile!),
        ["known_hosts_file"] = new Text(host.Settings.KnownHostsFile!),
        ["ssh_folder"] = new Text(host.Settings.RunFolder),
    }.ToImmutableSortedDictionary();

    private static int Kilobytes(int pid) => File.ReadLines($"/proc/{pid}/status")
        .Where(line => line.StartsWith("RssAnon:", StringComparison.Ordinal)).Select(line => int.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1])).Single();
}

public sealed class UnreadOutputOverOpenSshTests(OpenSshHost host) : UnreadOutputTests(host), IClassFixture<OpenSshHost>;
