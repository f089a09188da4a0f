namespace DeployTasks.Build.Bench.Peers;

internal static class Fabric
{
    public static readonly Requirement Requirement = new("fab", "fabric");
    public static readonly Contender Contender = new("Fabric", Prepare) { OwnSsh = true };

    private static string Prepare(Scene scene, Workload workload) => "/usr/bin/python3 " + scene.Write("fabric_run.py", $"""
        from fabric import Config, ThreadingGroup
        hosts = [{string.Join(", ", scene.Hosts.Select(host => $"'{host.Alias}'"))}]
        group = ThreadingGroup(*hosts, config=Config(runtime_ssh_path='{scene.SshConfig}'))
        for _ in range({workload.Tasks * workload.StepsPerTask}):
            group.run('{workload.Command}', hide=True, in_stream=False)

        """);
}
