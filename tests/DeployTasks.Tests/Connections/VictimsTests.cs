using System.Diagnostics;
using DeployTasks.Connections;
using DeployTasks.Connections.Framing;

namespace DeployTasks.Tests.Connections;

/// <summary>Who ends with a command is found whatever else happens on the host.</summary>
public sealed class VictimsTests
{
    // Sorted by name, the first process of the machine is looked at before all others.
    private const string First = "/proc/1/stat";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("dash"), InlineData("bash"), InlineData("busybox sh")]
    public async Task A_process_that_dies_while_it_is_looked_at_hides_no_other(string shell)
    {
        await using var host = new Host(["strace", "-f", "-qq", "-o", "/dev/null", "-P", First, "-e", "inject=read:error=ESRCH", .. shell.Split(' ')]);

        await host.WriteAsync("sleep 60 & p=$!; targets() { children $$; }\n" + Victims.Functions
            + "seek; kill $p; case $n$v$n in *$n$p$n*) echo found;; *) echo missed;; esac\n");

        Assert.Equal("found", await host.ReadLineAsync());
    }

    [Fact]
    public async Task A_command_that_was_on_its_way_when_the_connection_ended_is_ended_too()
    {
        var marker = $"6{Random.Shared.Next(1_000_000)}";
        var script = new FrameScript("dtnonce", HasDevFd: true);
        for (var round = 0; round < 20; round++)
        {
            await using var host = new Host(["dash"]);
            await host.WriteAsync(script.Greeting);
            while (!(await host.ReadLineAsync())!.EndsWith("R 0", StringComparison.Ordinal))
            {
            }

            await host.WriteAsync(script.For(1, new RemoteCommand($"sleep {marker}")));
        }

        var watch = Stopwatch.StartNew();
        while (Running(marker) && watch.Elapsed < Patience)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.False(Running(marker));
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

        public async Task<string?> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);

        public ValueTask DisposeAsync()
        {
            _process.StandardInput.Close();
            _process.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
