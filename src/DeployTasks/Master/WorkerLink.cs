using System.Text.Json;
using DeployTasks.Events;
using DeployTasks.Wire;

namespace DeployTasks.Master;

/// <summary>
/// The master's end of one worker: commands down its stdin, events up its stdout, one answer to each command. Whatever
/// happens to the process, every command gets its outcome.
/// </summary>
internal sealed class WorkerLink : IAsyncDisposable
{
    private readonly string _host;
    private readonly IWorkerProcess _process;
    private readonly RunOptions _options;
    private readonly Action<Event> _post;
    private readonly WorkerActivity _activity;
    private readonly WorkerPipes _pipes;
    private readonly Lock _gate = new();
    private readonly Task _pump;
    private Question? _open;
    private Error? _lost;
    private bool _ending;
    private volatile bool _closed;

    public WorkerLink(string host, IWorkerProcess process, RunOptions options, Action<Event> post)
    {
        (_host, _process, _options, _post, _activity) = (host, process, options, post, new WorkerActivity(host));
        _pipes = new WorkerPipes(process, options.Clock, silent: () => Lose(_activity.HasStarted
            ? Errors.WorkerSilent(_host, _options.Silence, _activity.Now)
            : Errors.WorkerNeverStarted(_host, $"it said nothing for {_options.StartPatience.TotalSeconds:0} s", "")));
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        LightThread.Start(() =>
        {
            Listen();
            heard.SetResult();
        });
        _pump = CloseAsync(heard.Task);
    }

    /// <summary>Why this worker is of no more use; null while it is.</summary>
    public Error? Lost => Volatile.Read(ref _lost);

    /// <summary>Ends with the worker's own word on the command, or with the way it was lost.</summary>
    public async Task<Outcome> AskAsync(Command command)
    {
        var question = new Question(command);
        if (TryOpen(question))
        {
            await _pipes.WriteAsync(command);
        }
        else
        {
            Answer(question, Lost!);
        }
        return await question.Answer.Task;
    }

    /// <summary>The running command then ends as cancelled.</summary>
    public void Cancel(ExitCode cause) => _ = _pipes.WriteAsync(new Cancel(cause));

    public void Ring(string script) => _ = _pipes.WriteAsync(new ScriptCalled(script));

    /// <summary>Ends the process at once; the first reason counts.</summary>
    public void Lose(Error reason)
    {
        Interlocked.CompareExchange(ref _lost, reason, null);
        _process.Kill();
    }

    /// <summary>Ends the worker by the end of its stdin.</summary>
    /// <returns>What was wrong with its end; null when it went well.</returns>
    public async Task<Error?> EndAsync()
    {
        _ending = true;
        await _pipes.HangUpAsync();
        if (await Task.WhenAny(_pump, Task.Delay(_options.EndPatience)) != _pump)
        {
            Lose(Errors.WorkerSilent(_host, _options.EndPatience, "its end"));
        }
        await _pump;
        return Lost;
    }

    public async ValueTask DisposeAsync()
    {
        await _pipes.DisposeAsync();
        await _process.DisposeAsync();
    }

    // A thread of its own: through the pool, every event would wake two.
    private void Listen()
    {
        try
        {
            while (_pipes.Read(_activity.HasStarted ? _options.Silence : _options.StartPatience) is { } line && Lost is null && !_closed)
            {
                Handle(WireJson.ReadEvent(line));
            }
        }
        catch (Exception garbage) when (garbage is JsonException or InvalidDataException)
        {
            Lose(Errors.WorkerGarbage(_host, garbage.Message));
        }
        catch (Exception broken) when (broken is IOException or ObjectDisposedException)
        {
            // The pipe broke with the process.
        }
    }

    private void Handle(Event happened)
    {
        _activity.Follow(happened);
        if (happened is WorkerStarted started && started.Version != WireVersion.Own)
        {
            Lose(Errors.WorkerOfAnotherVersion(_host));
            return;
        }
        if (happened is HostLost gone)
        {
            // It cannot reach us any more, and says so with its last word.
            Lose(gone.Error);
            return;
        }
        if (happened is Alive)
        {
            return;
        }
        var answer = happened switch
        {
            HostConnected when _open?.Number == 0 => Outcome.Done,
            HostTaskEnded ended when ended.Assignment == _open?.Number => ended.Outcome,
            HostConnected or HostTaskEnded => throw new InvalidDataException("an answer to nothing that was asked"),
            _ => null,
        };
        _post(happened);
        if (answer is not null)
        {
            // Not there any more when the process ended and the output took longer than a second for this event.
            Take()?.Answer.SetResult(answer);
        }
    }

    private async Task CloseAsync(Task heard)
    {
        await Task.WhenAny(heard, _pipes.Drained);
        var exit = await _process.Completion;
        var well = _ending && _open is null && exit.Code == 0;
        Interlocked.CompareExchange(ref _lost, well ? null : _activity.Explain(exit, _ending), null);
        if (Lost is { } lost)
        {
            _post(new HostLost(_host, lost));
        }
        lock (_gate)
        {
            _closed = true;
        }
        if (Take() is { } open)
        {
            Answer(open, Lost!);
        }
    }

    /// <summary>The word that the worker can no longer say.</summary>
    private void Answer(Question question, Error lost)
    {
        _post(new HostTaskEnded(_host, WorkerActivity.TaskOf(question.Command), question.Number, Outcome.Failed(lost), TimeSpan.Zero));
        question.Answer.SetResult(Outcome.Failed(lost));
    }

    private bool TryOpen(Question question)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }
            _open = question;
            _activity.Begin(question.Command);
            return true;
        }
    }

    private Question? Take()
    {
        lock (_gate)
        {
            var open = _open;
            _open = null;
            return open;
        }
    }

    /// <summary>A command without its answer.</summary>
    private sealed class Question(Command command)
    {
        public Command Command => command;
        public int Number => command is Assignment assignment ? assignment.Number : 0;

        /// <summary>Whoever hears it goes on with the run, on its own thread.</summary>
        public TaskCompletionSource<Outcome> Answer { get; } = new();
    }
}
