using System.Diagnostics;
using System.Text;
using DeployTasks.Connections;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Connections;

/// <summary>Connections that end in the middle of a command, from either side.</summary>
public abstract class LostConnectionTests(OneHost host)
{
    private const int Kill = 9;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_that_breaks_ends_the_command_on_the_host()
    {
        var (running, step, children) = await StartAsync(host.Settings);

        Array.ForEach(Ends(), pid => LabProcess.Signal(pid, Kill));

        var result = await running;
        await Poll.UntilAsync(() => !IsAlive(step) && !children.Any(IsAlive));
        Assert.Equal(RemoteEnd.ConnectionLost, result.End);
        Assert.Equal(("DT4019", ExitCode.Unreachable), (result.Error?.Code, result.Error?.Exit));
    }

    [Fact]
    public async Task A_host_that_stops_answering_is_noticed_by_the_keep_alive()
    {
        await using var frozen = await OneHost.StartAsync(host.Settings.Transport);
        var (running, _, _) = await StartAsync(frozen.Settings with { KeepAlive = TimeSpan.FromSeconds(1) });
        var server = ServerOf(frozen.Host.Pid);
        LabProcess.Signal(server, 19);
        var clock = Stopwatch.StartNew();

        var result = await running;

        LabProcess.Signal(server, 18);
        Assert.Equal(RemoteEnd.ConnectionLost, result.End);
        Assert.InRange(clock.Elapsed.TotalSeconds, 2, 15);
        Assert.Contains("not responding", result.Error!.Detail);
    }

    private async Task<(Task<RemoteResult> Running, int Step, int[] Children)> StartAsync(ConnectionSettings settings)
    {
        var session = host.Open(settings);
        var heard = new StringBuilder();
        var running = Task.Run(() => session.RunAsync(
            new RemoteCommand("trap '' TERM; sleep 600 & echo $$ $!; sleep 600; sleep 600"),
            (_, bytes) => heard.Append(Encoding.UTF8.GetString(bytes.Span)), Cancel), Cancel);
        await Poll.UntilAsync(() => heard.ToString().EndsWith('\n'), running);
        var pids = heard.ToString().Split(' ').Select(int.Parse).ToArray();
        return (running, pids[0], pids[1..]);
    }

    private static bool IsAlive(int pid) =>
        TryRead($"/proc/{pid}/stat") is { } stat && !stat.Split(") ")[^1].StartsWith('Z');

    /// <summary>The processes whose death breaks the connection.</summary>
    protected abstract int[] Ends();

    // The process that speaks with the one client of this server.
    protected static int ServerOf(int listener) => Processes(line => line.StartsWith("sshd: ", StringComparison.Ordinal))
        .Single(pid => ParentOf(pid) == listener);

    // 0 when it is gone: there are other labs, whose servers come and go.
    private static int ParentOf(int pid) => TryRead($"/proc/{pid}/stat") is { } stat ? int.Parse(stat.Split(") ")[^1].Split(' ')[1]) : 0;

    protected static IEnumerable<int> Processes(Func<string, bool> isWanted)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(folder[6])))
        {
            if (TryRead(Path.Combine(folder, "cmdline")) is { } line && isWanted(line))
            {
                yield return int.Parse(folder[6..]);
            }
        }
    }

    private static string? TryRead(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

public sealed class LostConnectionOverOpenSshTests(OpenSshHost host) : LostConnectionTests(host), IClassFixture<OpenSshHost>
{
    protected override int[] Ends() => [.. Processes(line =>
        $"/{line}".Contains("/ssh\0", StringComparison.Ordinal) && line.Contains($"\0-p\0{host.Settings.Port}\0"))];
}
