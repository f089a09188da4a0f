using System.Diagnostics;
using System.Text;
using DeployTasks.Connections;

namespace DeployTasks.Tests.Releases.Support;

/// <summary>
/// A host that is this machine, with a shell and a set of tools of the test's choice: dash or bash with GNU tools, or
/// nothing but BusyBox. Every command is a process of its own, so a test may put strace before it.
/// </summary>
internal sealed class ShellHost(TempFolder temp, string shell) : IHostSession
{
    public static TheoryData<string> Shells => ["dash", "bash", "busybox"];

    private readonly List<Process> _holders = [];
    private int _scripts;

    /// <summary>What stands before the shell, such as strace and its options; empty for nothing.</summary>
    public IReadOnlyList<string> Wrapper { get; set; } = [];

    /// <summary>Folders that come before the tools on the PATH.</summary>
    public List<string> Path { get; } = [];

    /// <summary>May change what a side channel is fed; for cut and damaged streams.</summary>
    public Func<byte[], byte[]> Feed { get; set; } = bytes => bytes;

    /// <summary>May change a script before it runs; for mutants.</summary>
    public Func<string, string> Mutate { get; set; } = script => script;

    public int RoundTrips { get; private set; }

    public Task Lost { get; } = new TaskCompletionSource().Task;

    public Task<Outcome> ConnectAsync(CancellationToken cancel) => Task.FromResult(Outcome.Done);

    public Task<RemoteResult> RunAsync(RemoteCommand command, ReceiveOutput output, CancellationToken cancel) =>
        ExecuteAsync(command, [], output);

    public async Task<RemoteResult> SendAsync(RemoteCommand command, Func<Stream, CancellationToken, Task> write, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await write(bytes, cancel);
        return await ExecuteAsync(command, Feed(bytes.ToArray()), (_, _) => { });
    }

    public Task<RemoteResult> ReceiveAsync(RemoteCommand command, Func<Stream, CancellationToken, Task> read, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<RemoteAddress?> ForwardAsync(string? socket, int localPort, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>A process of its own holds the lock, so that a test can kill it as a lost session would.</summary>
    public async Task<LockHold> HoldLockAsync(string path, CancellationToken cancel)
    {
        RoundTrips++;
        if (shell == "busybox" || !Directory.Exists(System.IO.Path.GetDirectoryName(path)))
        {
            return LockHold.Unsupported;
        }

        var holder = Start("flock", "-n", path, "sh", "-c", "echo held; exec cat >/dev/null");
        _holders.Add(holder);
        return await holder.StandardOutput.ReadLineAsync(cancel) == "held" ? LockHold.Held : LockHold.Busy;
    }

    /// <summary>The session is over: its proof of life goes, everything else stays as it is.</summary>
    public void Die()
    {
        foreach (var holder in _holders)
        {
            holder.StandardInput.Close();
            holder.WaitForExit();
            holder.Dispose();
        }

        _holders.Clear();
    }

    public ValueTask DisposeAsync()
    {
        Die();
        return ValueTask.CompletedTask;
    }

    private async Task<RemoteResult> ExecuteAsync(RemoteCommand command, byte[] input, ReceiveOutput output)
    {
        RoundTrips++;
        var file = temp[$".script{Interlocked.Increment(ref _scripts)}-{Guid.NewGuid():n}"];
        await File.WriteAllTextAsync(file, Mutate(command.Script));
        string[] line = [.. Wrapper, .. shell == "busybox" ? ["busybox", "sh"] : new[] { shell }, file];
        using var process = Start(line[0], line[1..]);
        var error = process.StandardError.ReadToEndAsync();
        var text = ReadAsync(process.StandardOutput.BaseStream, output);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it took all.
        }

        await process.WaitForExitAsync();
        File.Delete(file);
        var exit = process.ExitCode;
        return new RemoteResult(exit > 128 ? RemoteEnd.Signalled : RemoteEnd.Exited, exit, await text, Encoding.UTF8.GetBytes(await error));
    }

    private static async Task<byte[]> ReadAsync(Stream from, ReceiveOutput output)
    {
        using var all = new MemoryStream();
        await from.CopyToAsync(all);
        output(isError: false, all.ToArray());
        return all.ToArray();
    }

    private Process Start(string program, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var tools = shell == "busybox" ? BusyBoxTools() + ":" : "";
        info.Environment["PATH"] = string.Join("", Path.Select(folder => folder + ":")) + tools
            + (shell == "busybox" ? "" : Environment.GetEnvironmentVariable("PATH"));
        return ProcessStarter.Start(info);
    }

    // Made aside and put in place by rename: fifty hosts of one test may want it at once.
    private string BusyBoxTools()
    {
        var folder = temp[".busybox"];
        if (!Directory.Exists(folder))
        {
            var made = $"{folder}-{Guid.NewGuid():n}";
            _ = Sh.Ok(
                $"""
                mkdir '{made}' && cp "$(command -v busybox)" '{made}/' && cd '{made}' || exit
                for tool in $(./busybox --list); do [ "$tool" = busybox ] || ln -s busybox "$tool"; done
                ln -s "$(command -v strace)" strace
                mv -T '{made}' '{folder}' 2>/dev/null || rm -rf '{made}'
                """);
        }

        return folder;
    }
}
