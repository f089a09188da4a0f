using DeployTasks.Lab;

namespace DeployTasks.Build.Bench.Peers;

/// <summary>Not in Debian: takes part when the path of its <c>dep</c> is given (it needs php).</summary>
internal static class Deployer
{
    public static Contender Contender(string program) => new("Deployer", (scene, workload) => Prepare(scene, workload, program));

    private static string Prepare(Scene scene, Workload workload, string program)
    {
        var names = Enumerable.Range(1, workload.Tasks * workload.StepsPerTask).Select(number => $"'step{number}'").ToArray();
        var hosts = scene.Hosts.Select(host =>
            $"host('{host.Alias}')->setHostname('{host.Address}')->setPort({host.Port})->setRemoteUser('{SshLab.User}')" +
            $"->setIdentityFile('{scene.Lab.IdentityFile}')->setSshArguments(['-o UserKnownHostsFile={scene.KnownHosts}']);\n");
        var tasks = names.Select(name => $"task({name}, function () {{ run('{workload.Command}'); }});\n");
        var recipe = scene.Write("deploy.php", $"""
            <?php
            namespace Deployer;
            {string.Concat(hosts)}{string.Concat(tasks)}
            task('work', [{string.Join(", ", names)}]);

            """);
        return $"php {program} work all -f {recipe}";
    }
}
