using DeployTasks.Connections;
using DeployTasks.Events;
using DeployTasks.Prompts;
using DeployTasks.Scripts;
using DeployTasks.Wire;

namespace DeployTasks.Worker;

/// <summary>Carries out the commands of the master on one host, one after another.</summary>
/// <param name="sshNet">Null where this build has no SSH.NET.</param>
/// <param name="stop">Ends the worker.</param>
internal sealed class HostWorker(
    WorkerOptions options, EventWriter events, OpenConnection? sshNet, Action<ExitCode> stop) : IAsyncDisposable
{
    private static readonly TimeProvider Clock = TimeProvider.System;
    private readonly ScriptBell _bell = new(options.Host, CallbackKey.Of(options.Token), options.Port);
    private readonly HostState _state = new(options.Host);
    private readonly Lazy<IHostSession> _local = new(HostSessions.OnThisMachine);
    private readonly MasterClient _master = new(options);
    private IHostSession? _session;
    private Task _running = Task.CompletedTask;
    private Work? _latest;

    /// <summary>Never waits: a cancel must be heard while a step runs.</summary>
    public void Receive(Command command)
    {
        switch (command)
        {
            case Cancel cancel:
                _latest?.Cancel(cancel.Exit);
                break;
            case ScriptCalled called:
                _bell.Ring(called.Script);
                break;
            default:
                _latest = new Work(command, new CancellationTokenSource());
                _running = CarryOutAsync(_running, _latest);
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _master.Dispose();
        await (_session?.DisposeAsync() ?? default);
        await (_local.IsValueCreated ? _local.Value.DisposeAsync() : default);
    }

    private async Task CarryOutAsync(Task before, Work work)
    {
        await before;
        var began = Clock.GetTimestamp();
        try
        {
            var outcome = work.Explain(await OutcomeOfAsync(work));
            var took = Clock.GetElapsedTime(began);
            events.Write(work.Command switch
            {
                Assignment assignment => new HostTaskEnded(options.Host, assignment.Task, assignment.Number, outcome, took),
                _ when outcome.IsSuccess => new HostConnected(options.Host, took),
                _ => new HostTaskEnded(options.Host, Connect.TaskName, Assignment: 0, outcome, took),
            });
        }
        catch (MasterLostException lost)
        {
            events.Write(new HostLost(options.Host, Errors.MasterLost(lost.Message).On(options.Host)));
            stop(ExitCode.Internal);
        }
    }

    private async Task<Outcome> OutcomeOfAsync(Work work)
    {
        try
        {
            _state.Load(_master.Load());
            _session ??= HostSessions.Create(options.Host, _state.Settings, new ConnectionFactory(sshNet, Ask));
            return work.Command is Assignment assignment
                ? await CarryOutAsync(assignment, _session, work.Token)
                : await _session.ConnectAsync(work.Token);
        }
        catch (DeployException mistake)
        {
            return Outcome.Failed(mistake.Errors[0].On(options.Host));
        }
        catch (OperationCanceledException) when (work.Token.IsCancellationRequested)
        {
            return Outcome.Failed(Errors.StepCancelled(Connect.TaskName).On(options.Host));
        }
        catch (Exception fault) when (fault is not MasterLostException)
        {
            return Outcome.Failed(Errors.Internal(fault).On(options.Host));
        }
    }

    // What a task changed is saved also when it failed, and the failure counts more than a save that was refused.
    private async Task<Outcome> CarryOutAsync(Assignment assignment, IHostSession session, CancellationToken cancel)
    {
        var before = session.RoundTrips;
        var outcome = await new StepRunner(Scope(session)).RunAsync(assignment.Task, assignment.Steps, cancel);
        if (session.RoundTrips > before)
        {
            events.Write(new Said(options.Host, SaidLevel.Debug, $"{assignment.Task}: {session.RoundTrips - before} round trips"));
        }

        try
        {
            if (_state.TakeUnsaved() is { } changes)
            {
                _master.Save(changes);
            }
            return outcome;
        }
        catch (DeployException) when (!outcome.IsSuccess)
        {
            return outcome;
        }
    }

    // A login that nobody helps fails for its own reason.
    private string? Ask(string key, string text)
    {
        try
        {
            return _master.Ask(new Question(QuestionKind.Hidden, key, text));
        }
        catch (DeployException)
        {
            return null;
        }
    }

    private StepScope Scope(IHostSession session) => new()
    {
        Host = options.Host,
        State = _state,
        Session = session,
        Local = _local,
        Emit = events.Write,
        Ask = _master.Ask,
        Bell = _bell,
    };
}
