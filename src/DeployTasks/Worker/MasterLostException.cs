namespace DeployTasks.Worker;

/// <summary>The connection to the master broke or it speaks something else: the worker has no reason to live on.</summary>
internal sealed class MasterLostException(string reason) : Exception(reason);
