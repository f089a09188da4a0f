namespace DeployTasks.Tests.Support;

/// <summary>Of tests that change the environment of the whole process: nothing else runs meanwhile.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class ProcessEnvironment;
