using System.Diagnostics;
using DeployTasks.Connections;
using DeployTasks.Connections.Framing;
using DeployTasks.Lab;

namespace DeployTasks.Tests.Connections;

/// <summary>Who ends with a command is found whatever else happens on the host.</summary>
public sealed class VictimsTests
{
    // Sorted by name, the first process of the machine is looked at before all others.
    private const string First = "/proc/1/stat";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("dash"), InlineData("bash"), InlineData("busybox sh")]
    public async Task A_process_that_dies_while_it_is_looked_at_hides_no_other(string shell)
    {
        await using var host = new Host(["strace", "-f", "-qq", "-o", "/dev/null", "-P", First, "-e", "inject=read:error=ESRCH", .. shell.Split(' ')]);

        await host.WriteAsync("sleep 60 & p=$!; targets() { children $$; }\n" + Victims.Functions
            + "seek 1; kill $p; case $n$v$n in *$n$p$n*) echo found;; *) echo missed;; esac\n");

        Assert.Equal("found", await host.ReadLineAsync());
    }

    [Theory]
    [InlineData("dash", true), InlineData("dash", false), InlineData("bash", true), InlineData("busybox sh", true)]
    public async Task A_command_that_was_on_its_way_when_the_connection_ended_is_ended_too(string shell, bool isWatched)
    {
        var marker = Marker();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RunAndHangUpAsync($"sleep {marker}", shell, isWatched)));

        Assert.False(Running(marker));
    }

    [Theory]
    [InlineData("dash", true), InlineData("dash", false), InlineData("bash", true), InlineData("busybox sh", true)]
    public async Task A_child_that_is_born_while_its_parent_is_being_ended_is_ended_too(string shell, bool isWatched)
    {
        var marker = Marker();

        await RunAndHangUpAsync($"i=0; while [ $i -lt 200 ]; do sleep {marker} & i=$((i + 1)); done; wait", shell, isWatched);

        Assert.False(Running(marker));
    }

    [Theory]
    [InlineData("dash"), InlineData("bash"), InlineData("busybox sh")]
    public async Task A_second_command_is_ended_too_and_what_the_first_left_is_not(string shell)
    {
        var (marker, left) = (Marker(), Marker());
        var script = new FrameScript("dtnonce", HasDevFd: true);
        await using var host = new Host(["setsid", .. shell.Split(' ')]);

        await host.SayAsync(script.Greeting);
        await host.SayAsync(script.Watched(1, new RemoteCommand($"sleep {left} >/dev/null 2>&1 & exit 5")), exit: 5);
        await host.SayAsync(FrameScript.ForAll(script.For(2, new RemoteCommand("exit 7"))), exit: 7);
        await host.WriteAsync(script.For(3, new RemoteCommand($"echo begun; sleep {marker}")));
        Assert.Equal("begun", await host.ReadLineAsync());
        await Poll.UntilAsync(() => Running(marker));
        await host.HangUpAsync();

        Assert.Equal((false, true), (Running(marker), Running(left)));
        await using var other = new Host(["dash"]);
        await other.WriteAsync($"pkill -x -f 'sleep {left}'\n");
        await other.HangUpAsync();
    }

    private static string Marker() => $"6{Random.Shared.Next(1_000_000)}";

    private static async Task RunAndHangUpAsync(string command, string shell, bool isWatched)
    {
        var script = new FrameScript("dtnonce", HasDevFd: true);
        await using var host = new Host(["setsid", .. shell.Split(' ')]);
        await host.SayAsync(script.Greeting);
        var order = new RemoteCommand(command);
        await host.WriteAsync(isWatched ? script.Watched(1, order) : FrameScript.ForAll(script.For(1, order)));
        await host.HangUpAsync();
    }

    private static bool Running(string marker) => Directory.EnumerateDirectories("/proc").Any(folder =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")) == $"sleep\0{marker}\0";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });

    /// <summary>A shell whose connection ends when it is disposed.</summary>
    private sealed class Host : IAsyncDisposable
    {
        private readonly Process _process;

        public Host(string[] command)
        {
            _process = ProcessStarter.Start(new ProcessStartInfo(command[0], command[1..])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            _process.BeginErrorReadLine();
        }

        public async Task WriteAsync(string text)
        {
            await _process.StandardInput.WriteAsync(text);
            await _process.StandardInput.FlushAsync();
        }

        /// <summary>Until it has answered.</summary>
        public async Task SayAsync(string text, int exit = 0)
        {
            await WriteAsync(text);
            while (!(await ReadLineAsync())!.EndsWith($"R {exit}", StringComparison.Ordinal))
            {
            }
        }

        public async Task<string?> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);

        /// <summary>Until the host has done what it does then.</summary>
        public async Task HangUpAsync()
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }

        public ValueTask DisposeAsync()
        {
            _process.StandardInput.Close();
            _process.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
