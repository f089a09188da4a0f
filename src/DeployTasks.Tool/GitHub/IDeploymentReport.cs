using DeployTasks.Events;

namespace DeployTasks.Tool.GitHub;

/// <summary>Follows a run and tells GitHub; disposing it, after the run, waits for the last word.</summary>
internal interface IDeploymentReport : IEventSink, IAsyncDisposable;
