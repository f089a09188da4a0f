using DeployTasks.Wire;

namespace DeployTasks.Worker;

/// <summary>A command of the master, and the way to end it early.</summary>
internal sealed class Work(Command command, CancellationTokenSource source)
{
    public Command Command => command;
    public CancellationToken Token => source.Token;

    /// <summary>What a cancelled command ends with; null unless it was cancelled.</summary>
    public ExitCode? CancelledWith { get; private set; }

    public void Cancel(ExitCode exit)
    {
        CancelledWith = exit;
        // Not on this thread: it reads stdin, and the end of stdin must be seen whatever a step does when it is stopped.
        _ = source.CancelAsync();
    }

    /// <summary>A step that was stopped by the cancel carries the exit code of its reason.</summary>
    public Outcome Explain(Outcome outcome) =>
        CancelledWith is { } exit && outcome.Error is { Exit: ExitCode.Interrupted } error
            ? Outcome.Failed(error with { Exit = exit })
            : outcome;
}
