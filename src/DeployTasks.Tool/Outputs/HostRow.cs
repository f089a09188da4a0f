using DeployTasks.Events;

namespace DeployTasks.Tool.Outputs;

/// <summary>What the live table shows of one host.</summary>
internal sealed record HostRow(string Host)
{
    public string Task { get; init; } = "";
    public string Step { get; init; } = "";
    public string Progress { get; init; } = "";

    /// <summary>When the task began; null while the host waits.</summary>
    public TimeSpan? Since { get; init; }

    public HostRow After(Event happened) => happened switch
    {
        StepStarted step => this with
        {
            Task = step.Task,
            Step = step.Title.Split('\n')[0],
            Progress = "",
            Since = Since ?? step.At,
        },
        Progress progress => this with { Progress = Share(progress) },
        StepEnded => this with { Step = "", Progress = "" },
        HostTaskEnded task => Rest(task.Outcome.IsSuccess ? "" : "failed"),
        HostLost => Rest("lost"),
        HostEnded ended => Rest(ended.Outcome.IsSuccess ? "done" : "failed"),
        _ => this,
    };

    public static string? HostOf(Event happened) => happened switch
    {
        StepStarted step => step.Host,
        Progress progress => progress.Host,
        StepEnded step => step.Host,
        HostTaskEnded task => task.Host,
        HostLost lost => lost.Host,
        HostEnded ended => ended.Host,
        _ => null,
    };

    private HostRow Rest(string state) => this with { Step = state, Progress = "", Since = null };

    private static string Share(Progress progress) => progress.Total > 0
        ? $"{100 * progress.Done / progress.Total}% of {progress.Total / 1e6:0.0} MB"
        : $"{progress.Done / 1e6:0.0} MB";
}
