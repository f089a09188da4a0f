using DeployTasks.Lab;
using DeployTasks.Scripts;

namespace DeployTasks.Tests.Scripts;

/// <summary>What run.sh does on a host, under every shell a host may have.</summary>
public sealed class DetachedScriptTests : IDisposable
{
    private readonly ScriptHome _home = new(Directory.CreateTempSubdirectory("dtscripts ").FullName);

    public static TheoryData<PosixShell> Shells => [.. PosixShell.All];

    public void Dispose() => Directory.Delete(_home.Folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(42)]
    [InlineData(124)]
    public async Task The_exit_code_of_a_script_is_its_own(int code)
    {
        foreach (var shell in PosixShell.All)
        {
            var status = await EndOfAsync(shell, new ScriptJob($"code-{shell}", "code", $"exit {code}"));

            Assert.Equal((ScriptState.Finished, code), (status.State, status.Exit));
        }
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_script_that_is_killed_by_a_signal_says_which(PosixShell shell)
    {
        var status = await EndOfAsync(shell, new ScriptJob("killed", "killed", "kill -KILL $$"));

        Assert.Equal((ScriptState.Finished, 137), (status.State, status.Exit));
        Assert.Contains("(signal 9)", status.Judge("").Error!.What);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_time_out_kills_all_the_script_has_started_and_is_not_the_scripts_own_124(PosixShell shell)
    {
        var seconds = $"9{Random.Shared.Next(100_000, 999_999)}";
        var status = await EndOfAsync(shell, new ScriptJob("slow", "slow", $"sleep {seconds} & trap '' TERM; sleep {seconds}; sleep {seconds}")
        {
            Timeout = TimeSpan.FromSeconds(1),
        });

        Assert.Equal(ScriptState.TimedOut, status.State);
        Assert.Equal("DT7006", status.Judge("").Error!.Code);
        Assert.Equal("", (await PosixShell.Dash.RunAsync($"grep -l {seconds[..^1]}[{seconds[^1]}] /proc/[0-9]*/cmdline 2>/dev/null || :")).Out);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_failing_line_or_an_unset_variable_ends_a_script_unless_its_first_line_says_otherwise(PosixShell shell)
    {
        var strict = await EndOfAsync(shell, new ScriptJob("strict", "strict", "false\nexit 0"));
        var unset = await EndOfAsync(shell, new ScriptJob("unset", "unset", "echo $nothing_here\nexit 0"));
        var pipe = await EndOfAsync(shell, new ScriptJob("pipe", "pipe", "false | cat\nexit 0"));
        var lax = await EndOfAsync(shell, new ScriptJob("lax", "lax", "set +e\nfalse\nexit 0"));
        var other = await EndOfAsync(shell, new ScriptJob("other", "other", "#!/bin/sh\nfalse\nexit 0"));

        Assert.Equal([1, 1, 1, 0, 0], [strict.Exit, unset.Exit, pipe.Exit, lax.Exit, other.Exit]);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Arguments_and_environment_arrive_as_they_are_and_stand_in_no_command_line(PosixShell shell)
    {
        await EndOfAsync(shell, new ScriptJob("values", "values", "printf '%s|' \"$@\" \"$WORD\"; grep -c s3cr3t /proc/$$/cmdline || :")
        {
            Arguments = ["a b", "$HOME", "it's", ""],
            Env = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("WORD", "s3cr3t \"`"),
        });

        Assert.Equal("a b|$HOME|it's||s3cr3t \"`|0\n", Log("values"));
        Assert.False(File.Exists(Path.Combine(_home.Folder, "values", "command")), "the file with the values is still there");
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_daemon_that_a_script_leaves_behind_does_not_delay_its_end(PosixShell shell)
    {
        var status = await EndOfAsync(shell, new ScriptJob("daemon", "daemon", "setsid sleep 8 & echo started"));

        Assert.Equal((ScriptState.Finished, 0), (status.State, status.Exit));
        Assert.True(status.Ended - status.Started < TimeSpan.FromSeconds(8), "it waited for the daemon");
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task The_same_job_is_never_started_twice(PosixShell shell)
    {
        var job = new ScriptJob("once", "once", "echo ran");
        await EndOfAsync(shell, job);

        var again = await shell.RunAsync(JobFolder.Start(_home, job, new ScriptCallbacks()));

        Assert.Equal(93, again.Exit);
        Assert.Equal("ran\n", Log("once"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task The_last_word_holds_size_and_digest_of_the_log(PosixShell shell)
    {
        var status = await EndOfAsync(shell, new ScriptJob("digest", "digest", "printf hello"));

        Assert.Equal(5, status.LogSize);
        Assert.Equal("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", status.LogDigest);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_stopped_script_is_gone_and_says_so(PosixShell shell)
    {
        await StartAsync(shell, new ScriptJob("stop", "stop", "sleep 600"));

        Assert.Equal(0, (await shell.RunAsync(HostScripts.Stop(_home, "stop"))).Exit);

        Assert.Equal(ScriptState.Stopped, (await UntilFinalAsync(shell, "stop")).State);
    }

    [Fact]
    public async Task A_script_that_shall_stop_when_nobody_is_left_does_so_and_not_before()
    {
        await StartAsync(PosixShell.Dash, new ScriptJob("left", "left", "sleep 600") { OnLost = DeployTasks.Recipes.OnLost.Stop });
        var keepers = Path.Combine(_home.Folder, "left", "keepers");
        Assert.StartsWith($"{Environment.ProcessId} ", await File.ReadAllTextAsync(keepers));
        using var gone = LabProcess.Start("true", []);
        await gone.WaitForExitAsync();

        await File.WriteAllTextAsync(keepers, $"{gone.Id} 1\n");

        var status = await PosixShell.Dash.RunAsync(HostScripts.Wait(_home, "left").Replace("keep \"$PPID\"", ":"));
        Assert.Contains("\"state\":\"abandoned\"", status.Out);
    }

    /// <summary>What ends with a session is found by descent, and a session may end while a script is being started.</summary>
    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_runner_is_no_child_of_the_shell_that_starts_it(PosixShell shell)
    {
        var start = JobFolder.Start(_home, new ScriptJob("child", "child", "sleep 2"), new ScriptCallbacks());
        var begun = start[..start.IndexOf("tries=0", StringComparison.Ordinal)];

        var parents = await shell.RunAsync($$"""
            {{begun}}
            until [ -s status ]; do sleep 0.1; done
            read -r stat < /proc/$(sed 's/.*"pid":\([0-9]*\).*/\1/' status)/stat
            set -- ${stat##*) }
            [ "$2" = $$ ] && echo ours || echo "not ours"

            """);

        Assert.Equal("not ours\n", parents.Out);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_runner_that_was_killed_leaves_a_lost_script(PosixShell shell)
    {
        await StartAsync(shell, new ScriptJob("orphan", "orphan", "sleep 600"));
        var pid = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(_home.Folder, "orphan", "status")))
            .RootElement.GetProperty("pid").GetInt32();
        LabProcess.Signal(pid, 9);

        var status = await UntilFinalAsync(shell, "orphan");

        Assert.Equal((ScriptState.Lost, "killed"), (status.State, status.Reason));
        Assert.Contains("stop it first", (await shell.RunAsync(HostScripts.Remove(_home, ["orphan"]))).Error);
        Assert.Equal(0, (await shell.RunAsync(HostScripts.Stop(_home, "orphan"))).Exit);
        Assert.Equal(0, (await shell.RunAsync(HostScripts.Remove(_home, ["orphan"]))).Exit);
        Assert.False(Directory.Exists(Path.Combine(_home.Folder, "orphan")));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Another_boot_id_means_that_the_host_was_rebooted(PosixShell shell)
    {
        await StartAsync(shell, new ScriptJob("reboot", "reboot", "sleep 600"));
        var running = Path.Combine(_home.Folder, "reboot", "status");
        var boot = (await File.ReadAllTextAsync("/proc/sys/kernel/random/boot_id")).Trim();
        var ours = await File.ReadAllTextAsync(running);
        Assert.Contains($"\"boot\":\"{boot}\"", ours);
        await File.WriteAllTextAsync(running, ours.Replace(boot, "another-boot", StringComparison.Ordinal));

        var report = await shell.RunAsync(HostScripts.Report(_home, "reboot"));

        var status = ScriptStatus.Parse(System.Text.Encoding.UTF8.GetBytes(report.Out))!;
        Assert.Equal((ScriptState.Lost, "rebooted"), (status.State, status.Reason));
        await shell.RunAsync(HostScripts.Stop(_home, "reboot"));
    }

    private string Log(string id) => File.ReadAllText(Path.Combine(_home.Folder, id, "log"));

    private async Task StartAsync(PosixShell shell, ScriptJob job)
    {
        var start = await shell.RunAsync(JobFolder.Start(_home, job, new ScriptCallbacks()));
        Assert.True(start.Exit == 0, $"{shell}: {start.Exit} {start.Out} {start.Error}");
    }

    private async Task<ScriptStatus> EndOfAsync(PosixShell shell, ScriptJob job)
    {
        await StartAsync(shell, job);
        return await UntilFinalAsync(shell, job.Id);
    }

    private async Task<ScriptStatus> UntilFinalAsync(PosixShell shell, string id)
    {
        var answer = await shell.RunAsync(HostScripts.Wait(_home, id));
        return ScriptStatus.Parse(System.Text.Encoding.UTF8.GetBytes(answer.Out))
            ?? throw new InvalidOperationException($"{shell} said: {answer.Out} {answer.Error}");
    }
}
