using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DeployTasks.Events;
using DeployTasks.Lab;
using DeployTasks.Recipes;
using DeployTasks.Wire;

namespace DeployTasks.SystemTests.Worker;

/// <summary>Promise P6: where the token of a worker could go, on this machine.</summary>
public class WorkerSecrecyTests
{
    private const int Abort = 6;

    /// <summary>What most containers have: the name leads to [::1], where anybody may listen with the port of the master.</summary>
    [Fact]
    public async Task Whoever_listens_on_the_other_loopback_hears_nothing()
    {
        var hosts = Path.GetTempFileName();
        await File.WriteAllTextAsync(hosts, "::1 localhost\n");
        TcpListener? impostor = null;
        await using (var worker = await WorkerUnderTest.StartAsync(before: WithMount(hosts, "/etc/hosts"), configure: info =>
        {
            impostor = new TcpListener(IPAddress.IPv6Loopback, PortIn(info));
            impostor.Start();
        }))
        {
            await worker.SendAsync(new Connect());
            Assert.True((await worker.RunAsync(Run("getent ahosts localhost | head -n 1 | cut -d ' ' -f 1") with { Output = "localhost" })).IsSuccess);
            Assert.Equal(new Text("::1"), worker.Settings["localhost"]);
            Assert.True((await worker.RunAsync(Run("true"))).IsSuccess);
        }

        Assert.False(impostor!.Pending(), "somebody called the impostor");
        impostor.Dispose();
        File.Delete(hosts);
    }

    /// <summary>Root reads everything, so here even root is nobody special.</summary>
    [Fact]
    public async Task Another_process_of_the_same_user_cannot_read_it_out_of_the_worker()
    {
        await using var worker = await WorkerUnderTest.StartAsync(
            before: Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] : []);
        await worker.SendAsync(new Connect());
        Assert.True((await worker.RunAsync(Run($"cat /proc/self/environ >/dev/null && ! cat /proc/{worker.Pid}/environ"))).IsSuccess);
    }

    /// <summary>Files of its steps, of its own, and the core of a crash, where this machine writes any; in plain and as others would write it.</summary>
    [Fact]
    public async Task It_is_in_no_file_and_no_event_in_whatever_form()
    {
        var folder = Directory.CreateTempSubdirectory("dt-secrecy-");
        var token = "";
        var seen = new StringBuilder();
        await using var worker = await WorkerUnderTest.StartAsync(before: ["sh", "-c", "ulimit -c $(ulimit -H -c) && exec \"$@\"", "sh"], configure: info =>
        {
            info.WorkingDirectory = info.Environment["TMPDIR"] = info.Environment["HOME"] = folder.FullName;
            token = info.Environment[WorkerEnvironment.Token]!;
        });
        await worker.SendAsync(new Connect());
        await worker.AssignAsync(
            Run($"env > {folder}/shell; cat /proc/self/cmdline /proc/self/environ > {folder}/self"),
            Run($"env > {folder}/local; cat /proc/{worker.Pid}/cmdline /proc/{worker.Pid}/environ > {folder}/worker || true") with { Locally = true });
        var ended = await worker.HearAsync<HostTaskEnded>(happened => seen.Append(Encoding.UTF8.GetString(WireJson.Write(happened))));
        Assert.Equal(Outcome.Done, ended.Outcome);
        await CrashAsync(worker);

        var files = Directory.EnumerateFiles(folder.FullName, "*", SearchOption.AllDirectories).ToList();
        files.ForEach(file => seen.Append(Encoding.Latin1.GetString(File.ReadAllBytes(file))));
        Assert.Equal(4, files.Count(file => new FileInfo(file).Length > 0));
        Assert.All(
            (string[])[token, token.ToUpperInvariant(), Convert.ToBase64String(Encoding.ASCII.GetBytes(token)), Convert.ToBase64String(Convert.FromHexString(token))],
            form => Assert.DoesNotContain(form, seen.ToString(), StringComparison.Ordinal));
        folder.Delete(recursive: true);
    }

    /// <summary>The runtime takes the first signal for itself.</summary>
    private static async Task CrashAsync(WorkerUnderTest worker)
    {
        var exit = worker.ExitAsync();
        await Poll.UntilAsync(() =>
        {
            LabProcess.Signal(worker.Pid, Abort);
            return exit.IsCompleted;
        });
        Assert.Equal(128 + Abort, (await exit).Code);
    }

    private static int PortIn(ProcessStartInfo worker) => new Uri(worker.ArgumentList[worker.ArgumentList.IndexOf("--url") + 1]).Port;

    private static string[] WithMount(string file, string over)
    {
        var script = $"mount --bind {file} {over} && exec \"$0\" \"$@\"";
        return Environment.IsPrivilegedProcess
            ? ["unshare", "--mount", "sh", "-c", script]
            : ["sudo", "-n", "--preserve-env", "unshare", "--mount", "sh", "-c", script, "runuser", "-u", Environment.UserName, "--"];
    }

    private static RunStep Run(string command) => new(WorkerUnderTest.Place, command);
}
