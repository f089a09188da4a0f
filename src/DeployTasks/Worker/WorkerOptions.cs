using DeployTasks.Wire;

namespace DeployTasks.Worker;

/// <summary>What the master tells a worker at its start.</summary>
/// <param name="Port">Of the token server on 127.0.0.1.</param>
/// <param name="Host">Alias of the one host this worker serves.</param>
/// <param name="Token">Opens the server for this host alone.</param>
internal sealed record WorkerOptions(int Port, string Host, string Token)
{
    // Never a name: `localhost` may lead to a stranger who listens on [::1] with our port.
    private const string Origin = "http://127.0.0.1:";

    /// <summary>Takes the token out of the environment, so that no child can inherit it.</summary>
    public static WorkerOptions Read(string[] args)
    {
        var token = Environment.GetEnvironmentVariable(WorkerEnvironment.Token);
        Environment.SetEnvironmentVariable(WorkerEnvironment.Token, null);
        return args is ["--url", var url, "--host", var host]
            && url.StartsWith(Origin, StringComparison.Ordinal)
            && ushort.TryParse(url.AsSpan(Origin.Length), out var port)
            && token is { Length: > 0 }
            ? new WorkerOptions(port, host, token)
            : throw new DeployException(Errors.WorkerStartedByHand());
    }
}
