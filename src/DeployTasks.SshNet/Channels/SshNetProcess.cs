using System.Runtime.CompilerServices;
using DeployTasks.Connections;
using Renci.SshNet;

namespace DeployTasks.SshNet.Channels;

/// <summary>One command in a channel of its own.</summary>
internal sealed class SshNetProcess : IRemoteProcess
{
    // Long enough for a shell to end what still runs in it, short enough for a cancel (design §3.15).
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Inbox _output = new();
    private readonly Inbox _error = new();
    private readonly TaskCompletionSource<int?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SshCommand _command;
    private readonly Action<SshNetProcess> _disposed;

    private SshNetProcess(SshCommand command, Action<SshNetProcess> disposed) => (_command, _disposed) = (command, disposed);

    public Stream Input { get; private set; } = Stream.Null;
    public Stream Output => _output;
    public Stream Error => _error;
    public Task<int?> Completion => _ended.Task;

    /// <summary>Somebody here does not read: the host cannot get through with an answer to anything.</summary>
    public bool IsStalled => _output.IsFull || _error.IsFull;

    /// <summary>Blocks for two round trips.</summary>
    /// <param name="disposed">Called when it is.</param>
    /// <exception cref="Renci.SshNet.Common.SshException">The host refuses another channel, or the connection is gone.</exception>
    public static SshNetProcess Start(SshClient client, string text, Action<SshNetProcess> disposed)
    {
        var process = new SshNetProcess(client.CreateCommand(text), disposed);
        process.Start();
        return process;
    }

    /// <summary>The connection is gone, although it did not say so.</summary>
    public void Lose()
    {
        _ended.TrySetResult(null);
        _output.Dispose();
        _error.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await Input.DisposeAsync();
        await Task.WhenAny(Completion, Task.Delay(Grace));
        _output.Abandon();
        _error.Abandon();
        await Task.WhenAny(Task.Run(_command.Dispose), Task.Delay(Grace));
        _disposed(this);
    }

    private void Start()
    {
        SetOutput(_command, _output);
        SetError(_command, _error);
        var running = _command.ExecuteAsync();
        try
        {
            Input = new CommandInput(_command.CreateInputStream(), Completion);
        }
        catch (InvalidOperationException)
        {
            // It has ended already and reads nothing.
        }

        _ = running.ContinueWith(End, TaskScheduler.Default);
    }

    private void End(Task running) => _ended.TrySetResult(running.IsCompletedSuccessfully ? _command.ExitStatus : null);

    // SSH.NET has no other way to bound what it keeps of a command's output.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_OutputStream")]
    private static extern void SetOutput(SshCommand command, Stream stream);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_ExtendedOutputStream")]
    private static extern void SetError(SshCommand command, Stream stream);
}
