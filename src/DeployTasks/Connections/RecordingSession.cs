using System.Text;

namespace DeployTasks.Connections;

/// <summary>
/// A host that does nothing but write down what it was asked: for tests and <c>--dry-run</c>. Answers are found by a
/// part of the script; where none fits, the command succeeds in silence.
/// </summary>
public sealed class RecordingSession : IHostSession
{
    private readonly List<(string Part, RemoteResult Result)> _answers = [];

    /// <summary>Everything that ran, in order, on the shell or beside it.</summary>
    public List<RemoteCommand> Commands { get; } = [];

    /// <summary>What was sent, command by command; null for those that took no bytes.</summary>
    public List<byte[]?> Sent { get; } = [];

    public List<string> LockedPaths { get; } = [];

    public IEnumerable<string> Scripts => Commands.Select(command => command.Script);

    /// <summary>From now on a script that contains <paramref name="part"/> ends so; the latest answer that fits counts.</summary>
    public RecordingSession Answer(string part, string output = "", int exit = 0, string error = "") =>
        Answer(part, new RemoteResult(RemoteEnd.Exited, exit, Encoding.UTF8.GetBytes(output), Encoding.UTF8.GetBytes(error)));

    public RecordingSession Answer(string part, RemoteResult result)
    {
        _answers.Insert(0, (part, result));
        return this;
    }

    public Task Lost { get; } = new TaskCompletionSource().Task;

    public Task<Outcome> ConnectAsync(CancellationToken cancel) => Task.FromResult(Outcome.Done);

    public Task<RemoteResult> RunAsync(RemoteCommand command, ReceiveOutput output, CancellationToken cancel)
    {
        var result = Record(command, sent: null);
        Show(isError: false, result.Out);
        Show(isError: true, result.ErrorTail);
        return Task.FromResult(result);

        void Show(bool isError, byte[] bytes)
        {
            if (bytes.Length > 0)
            {
                output(isError, bytes);
            }
        }
    }

    public async Task<RemoteResult> SendAsync(
        RemoteCommand command, Func<Stream, CancellationToken, Task> write, CancellationToken cancel)
    {
        using var sent = new MemoryStream();
        await write(sent, cancel);
        return Record(command, sent.ToArray());
    }

    public async Task<RemoteResult> ReceiveAsync(
        RemoteCommand command, Func<Stream, CancellationToken, Task> read, CancellationToken cancel)
    {
        var result = Record(command, sent: null);
        using var output = new MemoryStream(result.Out);
        await read(output, cancel);
        return result;
    }

    public Task<LockHold> HoldLockAsync(string path, CancellationToken cancel)
    {
        LockedPaths.Add(path);
        return Task.FromResult(LockHold.Held);
    }

    public Task<RemoteAddress?> ForwardAsync(string? socket, int localPort, CancellationToken cancel) =>
        Task.FromResult<RemoteAddress?>(new RemoteAddress(socket, socket is null ? localPort : 0));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private RemoteResult Record(RemoteCommand command, byte[]? sent)
    {
        Commands.Add(command);
        Sent.Add(sent);
        var answer = _answers.Find(answer => command.Script.Contains(answer.Part, StringComparison.Ordinal));
        return answer.Result ?? new RemoteResult(RemoteEnd.Exited, 0, [], []);
    }
}
