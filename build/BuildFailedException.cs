namespace DeployTasks.Build;

/// <summary>Ends the build with a sentence for a person; the details were printed before.</summary>
internal sealed class BuildFailedException(string message) : Exception(message);
