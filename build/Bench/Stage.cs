namespace DeployTasks.Build.Bench;

/// <summary>
/// Runs contenders in turn, round after round, so that noise of the machine hits all of them alike; in another order each
/// time, because whoever comes after a hungry one finds a machine that is still busy with it.
/// </summary>
/// <param name="Rounds">At most this many.</param>
/// <param name="Patience">A contender that has used this much in one comparison gets no further round.</param>
internal sealed record Stage(int Rounds, TimeSpan Patience)
{
    /// <summary>Median seconds per contender; those that failed are missing.</summary>
    public async Task<IReadOnlyDictionary<string, double>> CompareAsync(
        IReadOnlyList<Contender> contenders, Scene scene, Workload workload)
    {
        var taken = contenders.ToDictionary(one => one.Name, _ => new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var order = contenders.ToArray();
            new Random(round).Shuffle(order);
            foreach (var contender in order)
            {
                if (!taken.TryGetValue(contender.Name, out var times) || times.Sum() > Patience.TotalSeconds)
                {
                    continue;
                }

                if (await Timing.OfAsync(contender.Name, contender.Prepare(scene, workload)) is { } seconds)
                {
                    times.Add(seconds);
                }
                else
                {
                    taken.Remove(contender.Name);
                }
            }
        }

        return taken.ToDictionary(one => one.Key, one => Timing.Median(one.Value));
    }
}
