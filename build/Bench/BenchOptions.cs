namespace DeployTasks.Build.Bench;

/// <param name="Hosts">How many hosts the comparisons run on, one comparison each.</param>
/// <param name="KeyExchange">The one they use; null: one comparison with each.</param>
/// <param name="InstallPeers">Install the peers that Debian has.</param>
/// <param name="Peers">Peers that are installed take part.</param>
/// <param name="OnDisk">Files that are deployed lie on this machine's disk, not in its memory.</param>
/// <param name="Only">The one part to measure; null: all of them.</param>
/// <param name="Deployer">Path of Deployer's <c>dep</c>; null: it does not take part.</param>
internal sealed record BenchOptions(
    IReadOnlyList<int> Hosts, KeyExchange? KeyExchange, Stage Stage, bool InstallPeers, bool Peers, bool OnDisk, string? Deployer, string? Only)
{
    public static BenchOptions Parse(IReadOnlyList<string> options)
    {
        string? After(string name) => options.SkipWhile(one => one != name).Skip(1).FirstOrDefault();

        var quick = options.Contains("--quick");
        var hosts = After("--hosts") ?? (quick ? "1,10" : "1,10,50");
        return new(
            [.. hosts.Split(',').Select(Number)],
            After("--key-exchange") is { } name ? KeyExchange.Of(name) : null,
            quick ? new Stage(3, TimeSpan.FromSeconds(10)) : new Stage(7, TimeSpan.FromSeconds(40)),
            options.Contains("--peers"),
            options.Contains("--peers") || !quick,
            options.Contains("--on-disk"),
            After("--deployer"),
            After("--only"));
    }

    private static int Number(string text) =>
        int.TryParse(text, out var number) && number > 0 ? number : throw new BuildFailedException($"--hosts takes numbers such as 1,10, not '{text}'");
}
