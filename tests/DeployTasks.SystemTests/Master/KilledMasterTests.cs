using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Master;

/// <summary>The master ends by SIGKILL in the middle of a step: nothing of the run may live on (design §3.15).</summary>
public class KilledMasterTests
{
    private const int Kill = 9;

    // The promise is two seconds; a machine that builds at the same time gets some more.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task Workers_and_local_steps_end_with_it()
    {
        await using var run = new ToolRun();
        run.Start(ToolRun.LocalRecipe("sleep MARKER"));
        await run.UntilMarkedAsync(3);
        var workers = run.Workers().Values.ToList();
        Assert.Equal(3, workers.Count);
        run.Signal(Kill);
        await AllGoneAsync(run, workers);
    }

    [Fact]
    public async Task Ssh_clients_and_remote_steps_end_with_it()
    {
        await using var lab = await SshLab.StartAsync(2);
        await using var run = new ToolRun();
        run.Start($"{lab.RecipeHosts()}\ntasks:\n  work:\n    steps:\n      - run: sleep MARKER\n");
        await run.UntilMarkedAsync(2);
        var workers = run.Workers().Values.ToList();
        var clients = ProcessTable.Read().Where(process => workers.Contains(process.Parent)).Select(process => process.Id).ToList();
        Assert.Equal(SshLab.Transport == "sshnet", clients.Count == 0);
        run.Signal(Kill);
        await AllGoneAsync(run, [.. workers, .. clients]);
    }

    [Fact]
    public async Task A_client_that_is_still_connecting_ends_with_it()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        await using var run = new ToolRun();
        run.Start($$"""
            hosts:
              web1: { hostname: 127.0.0.1, port: {{port}}, transport: {{SshLab.Transport}}, connect_timeout: 50s }
            tasks:
              work:
                steps:
                  - run: sleep MARKER
            """);
        await run.UntilAsync(silent.Pending);
        var workers = run.Workers().Values.ToList();
        var clients = ProcessTable.Read().Where(process => workers.Contains(process.Parent)).Select(process => process.Id).ToList();
        Assert.Equal(SshLab.Transport == "sshnet", clients.Count == 0);
        run.Signal(Kill);
        await AllGoneAsync(run, [.. workers, .. clients]);
    }

    private static async Task AllGoneAsync(ToolRun run, IReadOnlyList<int> processes)
    {
        var watch = Stopwatch.StartNew();
        await run.UntilAsync(() => run.Marked().Count == 0 && !ProcessTable.Read().Any(process => processes.Contains(process.Id)));
        Assert.True(watch.Elapsed < Soon, $"it took {watch.Elapsed}");
        TestContext.Current.SendDiagnosticMessage($"all gone {watch.Elapsed.TotalMilliseconds:0} ms after SIGKILL of the master");
    }
}
