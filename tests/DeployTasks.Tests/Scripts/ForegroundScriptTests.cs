using System.Diagnostics;
using DeployTasks.Lab;
using DeployTasks.Scripts;

namespace DeployTasks.Tests.Scripts;

/// <summary>What here.sh does on a host, under every shell a host may have.</summary>
public sealed class ForegroundScriptTests : IDisposable
{
    private readonly ScriptHome _home = new(Directory.CreateTempSubdirectory("dtscripts ").FullName);

    public static TheoryData<PosixShell> Shells => [.. PosixShell.All];

    public void Dispose() => Directory.Delete(_home.Folder, recursive: true);

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Who_reads_slowly_still_gets_all_of_the_output(PosixShell shell)
    {
        // More than one pipe holds, less than two.
        var read = await ReadAsync(shell, "head -c 100000 /dev/zero", "sleep 4; wc -c");

        Assert.Equal("100000", read.Out.Trim());
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_daemon_that_a_script_leaves_behind_does_not_delay_its_end(PosixShell shell)
    {
        var clock = Stopwatch.StartNew();

        var read = await ReadAsync(shell, "setsid sleep 20 & echo started", "cat");

        Assert.Equal("started\n", read.Out);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), "it waited for the daemon");
    }

    private Task<ShellResult> ReadAsync(PosixShell shell, string script, string reader) =>
        shell.RunAsync($"({JobFolder.Run(_home, new ScriptJob("job", "job", script))}) 2>&1 </dev/null | ({reader})\n");
}
