namespace DeployTasks.Master;

internal sealed class UnstartedWorker(string reason) : IWorkerProcess
{
    public Stream Input => Stream.Null;
    public Stream Output => Stream.Null;
    public Task<WorkerExit> Completion { get; } = Task.FromResult(new WorkerExit(WorkerExit.CannotRun, reason));

    public void Kill()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
