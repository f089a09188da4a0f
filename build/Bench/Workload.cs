namespace DeployTasks.Build.Bench;

/// <summary>What every contender does on every host: tasks with a barrier between them, each of some steps.</summary>
internal sealed record Workload(string Name, int Tasks, int StepsPerTask, string Command)
{
    /// <summary>A small deployment: connect, then 20 tasks of one command.</summary>
    public static readonly Workload Steps = new("steps", 20, 1, "echo a line of output");

    /// <summary>One command.</summary>
    public static readonly Workload Single = new("single", 1, 1, "echo a line of output");

    /// <summary>Long enough to look at the memory of all that is alive.</summary>
    public static readonly Workload Hold = new("hold", 1, 1, "sleep 4");
}
