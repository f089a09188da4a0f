using System.Globalization;

namespace DeployTasks.Tool.Outputs;

internal static class Took
{
    /// <summary><c>0.4s</c>, <c>12.3s</c>, <c>2m05s</c>, <c>1h02m</c>.</summary>
    public static string Text(TimeSpan took) => took switch
    {
        { TotalSeconds: < 59.95 } => string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.0}s"),
        { TotalMinutes: < 60 } => $"{took.Minutes}m{took.Seconds:00}s",
        _ => $"{(int)took.TotalHours}h{took.Minutes:00}m",
    };
}
