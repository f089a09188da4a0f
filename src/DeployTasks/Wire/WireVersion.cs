namespace DeployTasks.Wire;

/// <summary>Master and worker must come from one build: a tool that is upgraded during a run must not mix.</summary>
public static partial class WireVersion
{
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    /// <summary>Digest of the engine's sources, which the build writes down.</summary>
    public static string Own => Sources;
}
