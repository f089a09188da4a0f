namespace DeployTasks.SystemTests.Releases.Faults;

/// <summary>How often a fault is tried: a few times in <c>test</c>, far more in <c>build -- faults</c>.</summary>
internal static class Rounds
{
    public static int Of(int usual, int many) => Environment.GetEnvironmentVariable("DEPLOYTASKS_FAULTS") == "long" ? many : usual;

    /// <summary>Another order every day, and the same one for a whole day, so that a red run can be repeated.</summary>
    public static Random Today() => new(TimeProvider.System.GetUtcNow().DayOfYear);
}
