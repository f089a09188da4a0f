using DeployTasks.Events;
using DeployTasks.GitHub;
using DeployTasks.Master;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tool.GitHub;

/// <summary>
/// A deployment of its own on GitHub, made and marked beside the run: no host waits for GitHub. A cancel is told at
/// once, while the run still ends, or the time that a cancelled run has would be over.
/// </summary>
internal sealed class DeploymentReport : IDeploymentReport
{
    private readonly DeploymentRecord _record;
    private readonly NewDeployment _new;
    private readonly CancelSource _cancel;
    private readonly Deadline _deadline;
    private readonly RunReport _run = new();
    private readonly Task<long?> _made;
    private readonly CancellationTokenRegistration _onStop;
    private Task _told = Task.CompletedTask;
    private ExitCode? _toldExit;

    public DeploymentReport(DeploymentRecord record, NewDeployment deployment, CancelSource cancel)
    {
        (_record, _new, _cancel, _deadline) = (record, deployment, cancel, new Deadline(cancel));
        _made = Task.Run(MakeAsync);
        _onStop = cancel.Stop.Register(() => Tell(cancel.Cause));
    }

    public void Handle(Event happened) => _run.Handle(happened);

    public async ValueTask DisposeAsync()
    {
        await _onStop.DisposeAsync();
        _deadline.EndRun();
        await _told;
        // Without a word of the run's own it was cancelled before it began, or broke.
        var exit = _run.End?.Exit ?? _toldExit ?? ExitCode.Internal;
        if (exit != _toldExit)
            Tell(exit);
        await _told;
        if (await _made is { } made)
            _record.Announce(made);
        _deadline.Dispose();
        _record.Dispose();
    }

    private void Tell(ExitCode exit) => (_toldExit, _told) = (exit, Task.Run(() => EndAsync(exit)));

    /// <returns>Null: there is none, and nothing more to say.</returns>
    private async Task<long?> MakeAsync()
    {
        long? made = null;
        await _record.TryAsync(async () =>
        {
            if (_record.IsAutomatic && await IsMadeByTheWorkflowAsync())
                return;
            made = await _record.GitHub.CreateDeploymentAsync(_new, _deadline.Token);
            await AddAsync(made.Value, DeploymentState.InProgress, _new.Description);
        });
        return made;
    }

    // A job with environment: has a deployment of its own commit before it begins, and it is not one of ours.
    private async Task<bool> IsMadeByTheWorkflowAsync() =>
        (await _record.GitHub.DeploymentsAsync(_new.Environment, _deadline.Token))
            .Any(one => one.Sha == _new.Ref && one.Release is null);

    private async Task EndAsync(ExitCode exit)
    {
        if (await _made is { } made)
            await _record.TryAsync(() => AddAsync(made, StateOf(exit), Describe(exit)));
    }

    private Task AddAsync(long deployment, DeploymentState state, string description) =>
        _record.GitHub.AddStatusAsync(deployment, _record.Status(state, description), _deadline.Token);

    private string Describe(ExitCode exit) =>
        exit != ExitCode.Done ? $"{Words.Of(exit)}, exit code {(int)exit}"
        : HasChangedNothing ? $"Nothing to do: {_run.Release} is served already"
        : _run.Release is { } release ? $"{release} is served"
        : Words.Of(exit);

    /// <summary>Every host serves what an earlier deployment brought, so that one stays GitHub's last success.</summary>
    private bool HasChangedNothing =>
        _run.Release is not null && _new.Payload.Release.Length > 0 && _run.Hosts.All(host => host.Release != _new.Payload.Release);

    /// <summary>Failure: a host could not be brought to where it should be. Error: nobody can say.</summary>
    private DeploymentState StateOf(ExitCode exit) => exit switch
    {
        ExitCode.Done when HasChangedNothing => DeploymentState.Inactive,
        ExitCode.Done => DeploymentState.Success,
        ExitCode.Internal or ExitCode.Interrupted or ExitCode.Terminated => DeploymentState.Error,
        _ => DeploymentState.Failure,
    };
}
