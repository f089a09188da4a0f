using System.Diagnostics;

namespace DeployTasks.Build.Bench;

/// <summary>Runs contenders in turn, round after round, so that noise of the machine hits all of them alike.</summary>
/// <param name="Rounds">At most this many.</param>
/// <param name="Patience">A contender that has used this much in one comparison gets no further round.</param>
internal sealed record Stage(int Rounds, TimeSpan Patience)
{
    /// <summary>Median seconds per contender; missing when it failed.</summary>
    public async Task<IReadOnlyDictionary<string, double>> CompareAsync(
        IReadOnlyList<Contender> contenders, Scene scene, Workload workload)
    {
        var taken = contenders.ToDictionary(one => one.Name, _ => new List<double>());
        var failed = new HashSet<string>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var contender in contenders.Where(one => !failed.Contains(one.Name)))
            {
                var times = taken[contender.Name];
                if (times.Sum() > Patience.TotalSeconds)
                {
                    continue;
                }

                var script = contender.Prepare(scene, workload);
                var watch = Stopwatch.StartNew();
                var (exit, output) = await Child.CaptureAsync("sh", "-c", script);
                times.Add(watch.Elapsed.TotalSeconds);
                if (exit != 0)
                {
                    failed.Add(contender.Name);
                    Say.Line($"  {contender.Name} failed with exit code {exit}: {Tail(output)}");
                }
            }
        }

        return taken.Where(one => !failed.Contains(one.Key)).ToDictionary(one => one.Key, one => Median(one.Value));
    }

    public static double Median(IReadOnlyCollection<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Tail(string output) => output.Length <= 400 ? output.Trim() : output[^400..].Trim();
}
