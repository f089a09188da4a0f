using DeployTasks.Events;
using DeployTasks.GitHub;
using DeployTasks.Master;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tool.GitHub;

/// <summary>
/// A rollback is no new deployment: its commit would be the job's, not the one that is served again. It marks what it
/// took back as inactive, and what is served again as success.
/// </summary>
internal sealed class RollbackReport(DeploymentRecord record, CancelSource cancel) : IDeploymentReport
{
    private readonly Deadline _deadline = new(cancel);
    private readonly RunReport _run = new();

    public void Handle(Event happened) => _run.Handle(happened);

    public async ValueTask DisposeAsync()
    {
        _deadline.EndRun();
        if (_run is { End.Exit: ExitCode.Done, Release: { } served })
            await record.TryAsync(() => MarkAsync(served));
        _deadline.Dispose();
        record.Dispose();
    }

    private async Task MarkAsync(string served)
    {
        var known = await record.GitHub.DeploymentsAsync(record.Environment, _deadline.Token);
        var takenBack = _run.Hosts.Select(host => host.Previous).ToHashSet();
        takenBack.Remove(served);
        foreach (var one in known.Where(one => one.Release is not null && takenBack.Contains(one.Release)))
            await AddAsync(one, DeploymentState.Inactive, $"Rolled back to {served}");
        var again = known.Where(one => one.Release == served).ToArray();
        foreach (var one in again)
        {
            await AddAsync(one, DeploymentState.Success, $"{served} is served again");
            record.Announce(one.Id);
        }
        if (again.Length == 0 && !record.IsAutomatic)
            record.Warn(Errors.NoSuchDeployment(served, record.Environment));
    }

    private Task AddAsync(Deployment deployment, DeploymentState state, string description) =>
        record.GitHub.AddStatusAsync(deployment.Id, record.Status(state, description), _deadline.Token);
}
