namespace DeployTasks.Wire;

/// <summary>Master and worker must come from one build: a tool that is upgraded during a run must not mix.</summary>
public static class WireVersion
{
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    /// <summary>The id the compiler gave this build; it changes with every change of the source.</summary>
    public static string Own => typeof(WireVersion).Module.ModuleVersionId.ToString("N");
}
