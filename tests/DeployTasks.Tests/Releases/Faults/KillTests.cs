using System.Collections.Immutable;
using DeployTasks.Recipes;
using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases.Faults;

/// <summary>
/// P1: whatever dies at whatever system call, current is a complete release and the next run succeeds without hand work.
/// strace kills the process that makes the Nth call: the shell itself, or a tool it started.
/// </summary>
public sealed class KillTests : IDisposable
{
    // A restore comes after a switch, as when another host failed; a rollback is chosen from two releases.
    private static readonly (string Victim, string[] Run)[] Actions =
    [
        .. new[] { "lock", "setup", "release", "upload", "shared", "switch", "cleanup", "unlock" }.Select(victim => (victim, Flow.Deploy)),
        ("restore", [.. Flow.Prepare, "switch", .. Flow.Restore]),
        ("switch", Flow.Rollback),
    ];

    private static readonly string[] Calls = ["/rename", "/symlink", "/unlink", "/mkdir", "write", "openat", "/execve", "/^(fork|vfork|clone)", "/chmod", "exit_group"];

    private readonly TempFolder _temp = new();

    // How often strace killed anybody: a call that is never made, or a machine that forbids ptrace, proves nothing.
    private int _struck;

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("dash", 10)]
    [InlineData("bash", 4)]
    [InlineData("busybox", 5)]
    public async Task Current_stays_complete_and_the_next_run_succeeds(string shell, int usual)
    {
        var random = Rounds.Today();
        await using var host = new ShellHost(_temp, shell);
        _ = await (await FlowAsync(host, "r-1")).OkAsync(Flow.Deploy);
        _ = await (await FlowAsync(host, "r0")).OkAsync(Flow.Deploy);
        for (var round = 1; round <= Rounds.Of(usual); round++)
        {
            var ((action, run), call, number) = (Pick(random, Actions), Pick(random, Calls), random.Next(1, 6));
            var killed = run == Flow.Rollback ? new Flow(_temp, host, $"back{round}") : await FlowAsync(host, $"r{round}");
            host.Mutate = round % 2 == 0 ? DeployTests.WithoutBase64 : script => script;
            var where = $"{shell}, round {round}: kill at {call} number {number} of {action}";
            await RunAsync(host, killed, run, action, Kill(call, number));
            host.Die();
            Assert.True(Site.Problem(killed.App) is null, $"{where}: {Site.Problem(killed.App)}");
            Assert.Equal((where, killed.Current), (where, File.ReadAllText(_temp["app/current/.env"])));

            // BusyBox has no flock here: there a lock left behind counts by its age.
            var next = await (await FlowAsync(host, $"n{round}")).With("lock_max_age", shell == "busybox" ? "0s" : "1h").RunAsync(Flow.Deploy);
            Assert.True(next.IsSuccess, $"{where}; then {next.Error?.Code}: {next.Error?.What} {next.Error?.Detail}");
            Assert.Null(Site.Problem(killed.App));
            Assert.Equal((where, killed.Current), (where, File.ReadAllText(_temp["app/shared/.env"])));
        }

        Assert.NotEqual(0, _struck);
    }

    [Fact]
    public async Task The_switch_survives_a_kill_at_every_call_that_changes_names()
    {
        await using var host = new ShellHost(_temp, "dash");
        _ = await (await FlowAsync(host, "r0")).OkAsync(Flow.Deploy);
        Assert.Null(await FirstProblemAsync(host));
        Assert.NotEqual(0, _struck);
    }

    [Fact]
    public async Task A_switch_that_removes_and_links_is_caught()
    {
        await using var host = new ShellHost(_temp, "dash");
        _ = await (await FlowAsync(host, "r0")).OkAsync(Flow.Deploy);
        host.Mutate = script => script.Replace("ln -s \"$2\" \"$next\" && mv -fT \"$next\" \"$current_path\"", "rm -f \"$current_path\"; ln -s \"$2\" \"$current_path\"");
        Assert.Contains("current leads nowhere", await FirstProblemAsync(host));
    }

    // Kills the switch at its first, second, third … call of each kind, until all went well.
    private async Task<string?> FirstProblemAsync(ShellHost host)
    {
        var round = 0;
        foreach (var call in new[] { "/rename", "/symlink", "/unlink" })
        {
            for (var number = 1; number <= 4; number++)
            {
                var flow = await FlowAsync(host, $"s{++round}");
                await RunAsync(host, flow, [.. Flow.Prepare, "switch", "unlock"], "switch", Kill(call, number));
                host.Die();
                if (Site.Problem(flow.App) is { } problem)
                {
                    return $"{call} {number}: {problem}";
                }
            }
        }

        return null;
    }

    private async Task RunAsync(ShellHost host, Flow flow, string[] actions, string victim, string[] wrapper)
    {
        foreach (var action in actions)
        {
            host.Wrapper = action == victim ? wrapper : [];
            var outcome = await flow.RunAsync(action);
            host.Wrapper = [];
            _struck += action == victim ? Strikes() : 0;
            if (!outcome.IsSuccess)
            {
                return;
            }
        }
    }

    private string Trace => _temp[".trace"];

    private int Strikes()
    {
        var struck = File.Exists(Trace) && File.ReadAllText(Trace).Contains("killed by SIGKILL", StringComparison.Ordinal);
        File.Delete(Trace);
        return struck ? 1 : 0;
    }

    private string[] Kill(string call, int number) =>
        ["strace", "-f", "-qq", "-A", "-o", Trace, "-e", $"trace={call}", "-e", $"inject={call}:signal=KILL:when={number}"];

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];

    private async Task<Flow> FlowAsync(ShellHost host, string release) =>
        (await new Flow(_temp, host, "run-" + release).WithContentAsync(release)).Named(release).With("shared_dirs", "logs").With("keep_releases", "2")
            .With("shared_files", new Items([new Map(new Dictionary<string, Value> { ["path"] = new Text(".env"), ["content"] = new Text(release) }
                .ToImmutableSortedDictionary())]));
}
