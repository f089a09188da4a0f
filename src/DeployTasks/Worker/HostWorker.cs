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
    MasterClient master, EventWriter events, OpenConnection? sshNet, Action<ExitCode> stop) : IAsyncDisposable
{
    private static readonly TimeProvider Clock = TimeProvider.System;
    private readonly string _host = master.Worker.Host;
    private readonly ScriptBell _bell = new(master.Worker.Host, CallbackKey.Of(master.Worker.Token), master.Worker.Port);
    private readonly Lazy<IHostSession> _local = new(HostSessions.OnThisMachine);
    private readonly HostState _state = new(master.Worker.Host, master.Save);
    private IHostSession? _session;
    private WorkQueue? _works;
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
                (_works ??= new WorkQueue(CarryOut)).Add(_latest);
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        master.Dispose();
        await (_session?.DisposeAsync() ?? default);
        await (_local.IsValueCreated ? _local.Value.DisposeAsync() : default);
    }

    private void CarryOut(Work work)
    {
        var began = Clock.GetTimestamp();
        try
        {
            var outcome = work.Explain(OutcomeOfAsync(work).GetAwaiter().GetResult());
            var took = Clock.GetElapsedTime(began);
            events.Write(work.Command switch
            {
                Assignment assignment => new HostTaskEnded(_host, assignment.Task, assignment.Number, outcome, took),
                _ when outcome.IsSuccess => new HostConnected(_host, took),
                _ => new HostTaskEnded(_host, Connect.TaskName, Assignment: 0, outcome, took),
            });
        }
        catch (MasterLostException lost)
        {
            events.Write(new HostLost(_host, Errors.MasterLost(lost.Message).On(_host)));
            stop(ExitCode.Internal);
        }
    }

    private async Task<Outcome> OutcomeOfAsync(Work work)
    {
        try
        {
            if (work.Command is not Assignment { IsUpToDate: true } || _state.HasChanged)
            {
                _state.Load(work.Command is Connect { IsDirect: true } ? InlineSockets.From(master.Load) : master.Load());
            }
            _session ??= HostSessions.Create(_host, _state.Settings, new ConnectionFactory(sshNet, Ask));
            return work.Command is Assignment assignment
                ? await CarryOutAsync(assignment, _session, work.Token)
                : await _session.ConnectAsync(work.Token);
        }
        catch (DeployException mistake)
        {
            return Outcome.Failed(mistake.Errors[0].On(_host));
        }
        catch (OperationCanceledException) when (work.Token.IsCancellationRequested)
        {
            return Outcome.Failed(Errors.StepCancelled(Connect.TaskName).On(_host));
        }
        catch (Exception fault) when (fault is not MasterLostException)
        {
            return Outcome.Failed(Errors.Internal(fault).On(_host));
        }
    }

    // What a task changed is saved also when it failed, and the failure counts more than a save that was refused.
    private async Task<Outcome> CarryOutAsync(Assignment assignment, IHostSession session, CancellationToken cancel)
    {
        var before = session.RoundTrips;
        var outcome = await new StepRunner(Scope(session)).RunAsync(assignment.Task, assignment.Steps, cancel);
        if (session.RoundTrips > before)
        {
            events.Write(new Said(_host, SaidLevel.Debug, $"{assignment.Task}: {session.RoundTrips - before} round trips"));
        }

        try
        {
            if (_state.TakeUnsaved() is { } changes)
            {
                master.Save(changes);
            }
            return outcome;
        }
        catch (DeployException) when (!outcome.IsSuccess)
        {
            return outcome;
        }
    }

    private string Ask(string key, string text) => master.Ask(new Question(QuestionKind.Hidden, key, text));

    private StepScope Scope(IHostSession session) => new()
    {
        Host = _host,
        State = _state,
        Session = session,
        Local = _local,
        Emit = events.Write,
        Hold = events.Hold,
        Flush = events.Flush,
        Ask = master.Ask,
        Bell = _bell,
    };
}
