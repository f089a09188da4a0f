using DeployTasks.Events;
using DeployTasks.Wire;

namespace DeployTasks.Master;

/// <summary>What a worker is doing, as far as it has told: a message about its end should name the step.</summary>
internal sealed class WorkerActivity(string host)
{
    private string _task = "its start";
    private StepStarted? _step;

    public bool HasStarted { get; private set; }

    /// <summary>Such as <c>step 3 of build (upload web)</c>.</summary>
    public string Now => _step is { } step ? $"step {step.Step} of {step.Task} ({step.Title})" : _task;

    /// <summary>The start of a step that has only begun may not have been told yet, and of an assignment it is the first.</summary>
    public void Begin(Command command) =>
        (_task, _step) = (command switch
        {
            Assignment { Steps.IsEmpty: false } => $"step 1 of {TaskOf(command)}",
            _ => TaskOf(command),
        }, null);

    public static string TaskOf(Command command) => command is Assignment assignment ? assignment.Task : Connect.TaskName;

    /// <exception cref="InvalidDataException">A worker has no business saying this.</exception>
    public void Follow(Event happened)
    {
        if (HostOf(happened) != host)
        {
            throw new InvalidDataException($"{happened.GetType().Name} in the name of {HostOf(happened) ?? "the master"}");
        }
        if (HasStarted == happened is WorkerStarted)
        {
            throw new InvalidDataException(HasStarted ? "it started twice" : "something else before its first word");
        }
        switch (happened)
        {
            case WorkerStarted:
                HasStarted = true;
                break;
            case StepStarted step:
                _step = step;
                break;
            case StepEnded ended:
                (_task, _step) = (ended.Task, null);
                break;
        }
    }

    public Error Explain(WorkerExit exit, bool ending) =>
        !HasStarted ? Errors.WorkerNeverStarted(host, $"it {exit}", exit.ErrorTail)
        : ending ? Errors.WorkerEndedBadly(host, $"{exit}", exit.ErrorTail)
        : Errors.WorkerDied(host, $"{exit}", Now, exit.ErrorTail);

    private static string? HostOf(Event happened) => happened switch
    {
        WorkerStarted e => e.Host,
        Alive e => e.Host,
        HostConnected e => e.Host,
        StepStarted e => e.Host,
        Output e => e.Host,
        Progress e => e.Host,
        Said e => e.Host,
        StepEnded e => e.Host,
        HostTaskEnded e => e.Host,
        HostLost e => e.Host,
        _ => null,
    };
}
