using System.Diagnostics;

namespace DeployTasks.Connections;

/// <summary>A program on this machine whose three streams are ours: a local shell, or an ssh client.</summary>
internal sealed class ChildProcess : IRemoteProcess
{
    // Long enough for an ssh client to say goodbye to its host, short enough for a cancel (design §3.15).
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly TaskCompletionSource<int?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(Process process)
    {
        _process = process;
        // The event of its end would start three threads: one that waits, and two of the pool to tell of it.
        new Thread(WaitForEnd) { IsBackground = true }.Start();
    }

    public Stream Input => _process.StandardInput.BaseStream;
    public Stream Output => _process.StandardOutput.BaseStream;
    public Stream Error => _process.StandardError.BaseStream;
    public Task<int?> Completion => _ended.Task;

    public static ChildProcess Start(params string[] command)
    {
        var info = new ProcessStartInfo(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in command.AsSpan(1))
        {
            info.ArgumentList.Add(argument);
        }

        return new ChildProcess(ProcessStarter.Start(info));
    }

    /// <summary>Ends its input, which ends a shell or an ssh client in good order; kills what does not listen.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Input.DisposeAsync();
        }
        catch (IOException)
        {
            // It was gone already.
        }

        try
        {
            await Completion.WaitAsync(Grace);
        }
        catch (TimeoutException)
        {
            _process.Kill();
            await Completion;
        }

        _process.Dispose();
    }

    private void WaitForEnd()
    {
        _process.WaitForExit();
        _ended.TrySetResult(_process.ExitCode);
    }
}
