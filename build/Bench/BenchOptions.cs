namespace DeployTasks.Build.Bench;

/// <param name="Hosts">How many hosts the comparisons run on, one comparison each.</param>
/// <param name="Peers">Install the peers that Debian has and let them take part.</param>
/// <param name="Deployer">Path of Deployer's <c>dep</c>; null: it does not take part.</param>
internal sealed record BenchOptions(IReadOnlyList<int> Hosts, Stage Stage, bool Peers, string? Deployer)
{
    public static BenchOptions Parse(IReadOnlyList<string> options)
    {
        var quick = options.Contains("--quick");
        var deployer = options.SkipWhile(one => one != "--deployer").Skip(1).FirstOrDefault();
        return new(
            quick ? [1, 10] : [1, 10, 50],
            quick ? new Stage(3, TimeSpan.FromSeconds(10)) : new Stage(7, TimeSpan.FromSeconds(40)),
            options.Contains("--peers"),
            deployer);
    }
}
