using DeployTasks.Lab;

namespace DeployTasks.Build.Bench;

internal static class OurTool
{
    public static Contender Contender(string name, string program) =>
        new(name, (scene, workload) => $"{program} run {workload.Name} -f {scene.Write($"{workload.Name}.yaml", Recipe(scene, workload))}");

    private static string Recipe(Scene scene, Workload workload)
    {
        var hosts = scene.Hosts.Select(host => $"""
              {host.Alias}:
                hostname: {host.Address}
                port: {host.Port}

            """);
        var tasks = Enumerable.Range(1, workload.Tasks).Select(task => $"""
              task{task}:
                steps:
            {string.Join('\n', Enumerable.Repeat($"      - run: {workload.Command}", workload.StepsPerTask))}

            """);
        return $"""
            config:
              remote_user: {SshLab.User}
              identity_file: {scene.Lab.IdentityFile}
              known_hosts_file: {scene.KnownHosts}
            hosts:
            {string.Concat(hosts)}
            tasks:
              {workload.Name}: [{string.Join(", ", Enumerable.Range(1, workload.Tasks).Select(task => $"task{task}"))}]
            {string.Concat(tasks)}
            """;
    }
}
