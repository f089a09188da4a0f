using System.ComponentModel;
using System.Diagnostics;

namespace DeployTasks.Connections;

/// <summary>A program on this machine whose three streams are ours: a local shell, or an ssh client.</summary>
internal sealed class ChildProcess : IRemoteProcess
{
    // Long enough for an ssh client to say goodbye to its host, short enough for a cancel (design §3.15).
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>For who does not <see cref="Listen"/>.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;
    public Stream Error => _process.StandardError.BaseStream;

    public int? Exit => _process.HasExited ? _process.ExitCode : null;

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

    public void Listen(ReceiveOutput receive) => PipePair.Listen(Output, Error, receive);

    // Without a task for it, which would cost a thread.
    public bool WaitForEnd(TimeSpan limit) => _process.WaitForExit(limit);

    public async Task<int> EndAsync(CancellationToken cancel)
    {
        await _process.WaitForExitAsync(cancel);
        return _process.ExitCode;
    }

    /// <summary>An ssh client that is still connecting does not read its input and would outlive us, as would those it started for its way.</summary>
    public ValueTask AbandonAsync()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is Win32Exception or AggregateException)
        {
            // Somebody else's, by sudo: the end of its input has to do.
        }

        return DisposeAsync();
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

        if (!WaitForEnd(Grace))
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
