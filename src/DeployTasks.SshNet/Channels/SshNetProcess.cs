using System.Runtime.CompilerServices;
using DeployTasks.Connections;
using Renci.SshNet;

namespace DeployTasks.SshNet.Channels;

/// <summary>One command in a channel of its own.</summary>
internal sealed class SshNetProcess : IRemoteProcess
{
    // Long enough for a shell to end what still runs in it, short enough for a cancel (design §3.15).
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly CommandOutput _output = new(isError: false);
    private readonly CommandOutput _error = new(isError: true);
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SshCommand _command;
    private readonly Task _running;
    private readonly Action<SshNetProcess> _disposed;

    private SshNetProcess(SshCommand command, Action<SshNetProcess> disposed)
    {
        (_command, _disposed) = (command, disposed);
        SetOutput(command, _output);
        SetError(command, _error);
        _running = command.ExecuteAsync();
        Input = InputOf(command);
    }

    public Stream Input { get; }

    public int? Exit => _running.IsCompletedSuccessfully && !_lost.Task.IsCompleted ? _command.ExitStatus : null;

    /// <summary>Somebody here does not read: the host cannot get through with an answer to anything.</summary>
    public bool IsStalled => _output.IsStalled || _error.IsStalled;

    /// <summary>Blocks for two round trips.</summary>
    /// <param name="disposed">Called when it is.</param>
    /// <exception cref="Renci.SshNet.Common.SshException">The host refuses another channel, or the connection is gone.</exception>
    public static SshNetProcess Start(SshClient client, string text, Action<SshNetProcess> disposed) =>
        new(client.CreateCommand(text), disposed);

    public void Listen(ReceiveOutput receive)
    {
        _output.Listen(receive);
        _error.Listen(receive);
    }

    public bool WaitForEnd(TimeSpan limit) => Task.WaitAny([_running, _lost.Task], limit) >= 0;

    /// <summary>The connection is gone, although it did not say so.</summary>
    public void Lose()
    {
        _lost.TrySetResult();
        _output.Dispose();
        _error.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await Input.DisposeAsync();
        var hasEnded = WaitForEnd(Grace) && !_lost.Task.IsCompleted;
        _output.Abandon();
        _error.Abandon();
        if (hasEnded)
        {
            _command.Dispose();
        }
        else
        {
            await Task.WhenAny(Task.Run(_command.Dispose), Task.Delay(Grace));
        }

        _disposed(this);
    }

    private Stream InputOf(SshCommand command)
    {
        try
        {
            return new CommandInput(command.CreateInputStream(), [_running, _lost.Task]);
        }
        catch (InvalidOperationException)
        {
            // It has ended already and reads nothing.
            return Stream.Null;
        }
    }

    // SSH.NET has no other way to bound what it keeps of a command's output.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_OutputStream")]
    private static extern void SetOutput(SshCommand command, Stream stream);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_ExtendedOutputStream")]
    private static extern void SetError(SshCommand command, Stream stream);
}
