namespace DeployTasks.Master;

/// <summary>Starts workers: as processes of our own executable, or in a test inside the test.</summary>
public interface IWorkerLauncher
{
    /// <summary>Never throws: what cannot be started is a process that has ended already.</summary>
    IWorkerProcess Start(WorkerOrder order);
}

/// <param name="Url">Of the token server, a literal address.</param>
/// <param name="Host">Alias of the host to work for.</param>
/// <param name="Token">Opens the server for this host. Goes into the environment, never into arguments.</param>
public sealed record WorkerOrder(string Url, string Host, string Token)
{
    public override string ToString() => $"worker for {Host} at {Url}";
}

public interface IWorkerProcess : IAsyncDisposable
{
    /// <summary>Commands, one a line. Its end tells the worker to stop.</summary>
    Stream Input { get; }

    /// <summary>Events, one a line.</summary>
    Stream Output { get; }

    Task<WorkerExit> Completion { get; }

    /// <summary>SIGKILL; its children see the end of their pipes.</summary>
    void Kill();
}

/// <param name="Code">Exit code; 128 and the number of the signal that ended it.</param>
/// <param name="ErrorTail">The end of its stderr, where a runtime that crashes leaves its words.</param>
public sealed record WorkerExit(int Code, string ErrorTail = "")
{
    /// <summary>Of the shell: found, but cannot be run.</summary>
    public const int CannotRun = 126;

    public override string ToString() => Code switch
    {
        CannotRun => $"could not be run: {ErrorTail}",
        134 => "was killed (SIGABRT)",
        137 => "was killed (SIGKILL)",
        139 => "was killed (SIGSEGV)",
        143 => "was killed (SIGTERM)",
        > 128 => $"was killed (signal {Code - 128})",
        _ => $"ended with exit code {Code}",
    };
}
