namespace DeployTasks.Wire;

/// <summary>What a worker finds in its environment when it starts.</summary>
public static class WorkerEnvironment
{
    /// <summary>Opens the master's server for the host of this worker.</summary>
    public const string Token = "DEPLOY_WORKER_TOKEN";
}
