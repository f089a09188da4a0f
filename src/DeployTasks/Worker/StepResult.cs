using DeployTasks.Connections;

namespace DeployTasks.Worker;

/// <summary>How one step ended.</summary>
/// <param name="Exit">Of its command; null when there was none.</param>
/// <param name="Signal">Such as SIGKILL, where the exit code is the one after a signal. Whether there was one no shell can tell.</param>
internal sealed record StepResult(Outcome Outcome, int? Exit = null, string? Signal = null)
{
    public static readonly StepResult Done = new(Outcome.Done);
    public static readonly StepResult Unchanged = new(Outcome.Unchanged);

    public static StepResult Failed(Error error) => new(Outcome.Failed(error));

    /// <summary>Reads how a command ended.</summary>
    /// <param name="what">What a person calls it.</param>
    /// <param name="tail">Its last lines.</param>
    public static StepResult Of(RemoteResult result, RemoteCommand command, string what, string tail)
    {
        switch (result.End)
        {
            case RemoteEnd.Exited when result.Exit == 0:
                return new StepResult(Outcome.Done, 0);
            case RemoteEnd.Exited when Dotenv.RefusalIn(result, tail) is { } refusal:
                return Failed(refusal) with { Exit = result.Exit };
            case RemoteEnd.Exited:
                var exit = result.Exit ?? -1;
                return Failed(Errors.StepExited(what, exit, tail)) with { Exit = exit };
            case RemoteEnd.Signalled:
                var signal = Signals.Name(result.Exit);
                return Failed(Errors.StepSignalled(what, result.Exit ?? -1, signal, tail)) with { Exit = result.Exit, Signal = signal };
            case RemoteEnd.TimedOut:
                return Failed(Errors.StepTimedOut(what, command.Timeout ?? default, tail));
            case RemoteEnd.IdleTimedOut:
                return Failed(Errors.StepFellSilent(what, command.IdleTimeout ?? default, tail));
            case RemoteEnd.Cancelled:
                return Failed(Errors.StepCancelled(what));
            case RemoteEnd.NotStarted when result.Error is { } error:
                return Failed(error);
            default:
                return Failed(Errors.StepLostConnection(what, tail));
        }
    }
}
