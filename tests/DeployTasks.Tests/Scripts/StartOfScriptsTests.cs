using DeployTasks.Lab;
using DeployTasks.Scripts;

namespace DeployTasks.Tests.Scripts;

/// <summary>What was not started never runs and leaves nothing; what runs was started.</summary>
public sealed class StartOfScriptsTests : IDisposable
{
    private readonly ScriptHome _home = new(Directory.CreateTempSubdirectory("dtscripts ").FullName);
    private readonly FakePrograms _fakes = new();

    private string Job => Path.Combine(_home.Folder, "job");

    public void Dispose()
    {
        _fakes.Dispose();
        Directory.Delete(_home.Folder, recursive: true);
    }

    [Fact]
    public async Task A_runner_that_comes_too_late_runs_nothing()
    {
        _fakes.With("setsid", "until [ -e $here/go ]; do sleep 0.1; done; /usr/bin/setsid \"$@\"; echo > $here/done");

        var start = await StartAsync();
        await File.WriteAllTextAsync(_fakes["go"], "");
        await FakePrograms.UntilAsync(() => _fakes.Has("done"));

        Assert.Equal(90, start.Exit);
        Assert.False(_fakes.Has("ran"), "the script ran");
        Assert.False(Directory.Exists(Job), "something was left behind");
    }

    [Fact]
    public async Task A_runner_that_has_begun_is_waited_for()
    {
        _fakes.With("mkdir", "echo \"$*\" >> $here/made; exec /bin/mkdir \"$@\"")
            .With("date", "until [ -e $here/go ]; do sleep 0.1; done; exec /bin/date \"$@\"");

        var starting = StartAsync();
        await FakePrograms.UntilAsync(() => starting.IsCompleted
            || _fakes.Has("made") && File.ReadAllLines(_fakes["made"]).Count(line => line == "gate") == 2);
        await File.WriteAllTextAsync(_fakes["go"], "");

        Assert.Equal(0, (await starting).Exit);
        await FakePrograms.UntilAsync(() => _fakes.Has("ran"));
    }

    [Fact]
    public async Task A_runner_that_cannot_write_its_status_says_why_and_leaves_no_values()
    {
        _fakes.With("mv", "case $2 in status) echo 'mv: no room' >&2; exit 1 ;; esac; exec /bin/mv \"$@\"");

        var start = await StartAsync();

        Assert.Equal((90, "mv: no room\n"), (start.Exit, start.Error));
        Assert.False(Directory.Exists(Job), "something was left behind");
    }

    [Fact]
    public async Task A_job_that_cannot_be_laid_leaves_no_values()
    {
        _fakes.With("cat", "exit 1");

        Assert.Equal(1, (await StartAsync()).Exit);
        Assert.False(Directory.Exists(Job), "something was left behind");
    }

    [Fact]
    public async Task A_host_without_setsid_is_told()
    {
        using var programs = ProgramFolder.With();
        File.Delete(Path.Combine(programs.Path, "setsid"));

        var start = await StartAsync(new Dictionary<string, string> { ["PATH"] = programs.Path });

        Assert.Equal((90, "this host has no setsid (util-linux or BusyBox)\n"), (start.Exit, start.Error));
        Assert.False(Directory.Exists(Job), "something was left behind");
    }

    /// <summary>Between fork and setsid there is no group to end.</summary>
    [Fact]
    public async Task A_script_that_has_only_just_begun_is_stopped()
    {
        _fakes.With("setsid", "case $* in *command*) until [ -e $here/go ]; do sleep 0.1; done ;; esac; exec /usr/bin/setsid \"$@\"");
        Assert.Equal(0, (await StartAsync()).Exit);

        var stopping = PosixShell.Dash.RunAsync(HostScripts.Stop(_home, "job"));
        await FakePrograms.UntilAsync(() => File.Exists(Path.Combine(Job, "stopped")));
        await File.WriteAllTextAsync(_fakes["go"], "");
        await stopping;

        Assert.Contains("\"state\":\"stopped\",\"exit\":143", (await PosixShell.Dash.RunAsync(HostScripts.Wait(_home, "job"))).Out);
        Assert.False(_fakes.Has("ran"), "it ran to its end");
    }

    private Task<ShellResult> StartAsync(IReadOnlyDictionary<string, string>? environment = null) => PosixShell.Dash.RunAsync(
        JobFolder.Start(_home, new ScriptJob("job", "job", $"sleep 2; echo > {_fakes["ran"]}"), new ScriptCallbacks()),
        environment ?? _fakes.Environment);
}
