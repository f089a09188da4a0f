using System.Diagnostics;

namespace DeployTasks.Build.Bench;

internal static class Timing
{
    // The servers still end the sessions of the last one when it is through; the next one must not pay for that.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    /// <summary>Seconds that a shell script took; null when it failed, which is said with the end of its output.</summary>
    public static async Task<double?> OfAsync(string name, string script)
    {
        await Task.Delay(Rest);
        var watch = Stopwatch.StartNew();
        var (exit, output) = await Child.CaptureAsync("sh", "-c", script);
        if (exit == 0)
        {
            return watch.Elapsed.TotalSeconds;
        }

        Say.Line($"  {name} failed with exit code {exit}: {(output.Length <= 400 ? output : output[^400..]).Trim()}");
        return null;
    }

    public static double Median(IReadOnlyCollection<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
