namespace DeployTasks.Build.Bench.Peers;

internal static class Pdsh
{
    public static readonly Requirement Requirement = new("pdsh", "pdsh");
    public static readonly Contender Contender = new("pdsh, muxed", Prepare);

    // A socket path may hold 108 bytes, so the control sockets live right below /tmp.
    private static string Prepare(Scene scene, Workload workload) => $"""
        sockets=$(mktemp -d /tmp/dtmux.XXXXXX); trap 'rm -rf $sockets' EXIT
        export PDSH_SSH_ARGS_APPEND="-F {scene.SshConfig} -o ControlMaster=auto -o ControlPersist=2 -o ControlPath=$sockets/%C"
        for task in $(seq {workload.Tasks * workload.StepsPerTask}); do
          pdsh -S -R ssh -f {scene.Hosts.Count} -w {string.Join(',', scene.Hosts.Select(host => host.Alias))} '{workload.Command}' || exit 1
        done
        """;
}
