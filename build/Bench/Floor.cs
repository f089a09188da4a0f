namespace DeployTasks.Build.Bench;

/// <summary>
/// The least a tool on OpenSSH can take: one plain <c>ssh HOST sh</c> per host, all at once, everything in one script
/// and no barrier.
/// </summary>
internal static class Floor
{
    public static readonly Contender Contender = new("floor: ssh HOST sh", Prepare);

    private static string Prepare(Scene scene, Workload workload)
    {
        var script = scene.Write("floor.sh", string.Concat(
            Enumerable.Repeat(workload.Command + "\n", workload.Tasks * workload.StepsPerTask)));
        return $"""
            pids=
            for host in {string.Join(' ', scene.Hosts.Select(host => host.Alias))}; do
              ssh -T -F {scene.SshConfig} $host sh <{script} & pids="$pids $!"
            done
            for pid in $pids; do wait $pid || exit 1; done
            """;
    }
}
