using DeployTasks.Lab;

namespace DeployTasks.Build.Bench.Peers;

internal static class Capistrano
{
    public static readonly Requirement Requirement = new("cap", "capistrano", "ruby-ed25519", "ruby-bcrypt-pbkdf");
    public static readonly Contender Contender = new("Capistrano", Prepare) { OwnSsh = true };

    private static string Prepare(Scene scene, Workload workload)
    {
        var servers = scene.Hosts.Select(host => $"server '{host.Address}', port: {host.Port}, user: '{SshLab.User}', roles: [:app]\n");
        scene.Write("cap/config/deploy/bench.rb", $"""
            {string.Concat(servers)}
            set :ssh_options, keys: ['{scene.Lab.IdentityFile}'], keys_only: true, config: false,
              user_known_hosts_file: '{scene.KnownHosts}', verify_host_key: :always

            """);
        scene.Write("cap/config/deploy.rb", "set :scm, nil\n");
        var capfile = scene.Write("cap/Capfile", $$"""
            require 'capistrano/setup'
            steps = (1..{{workload.Tasks * workload.StepsPerTask}}).map { |number| "step#{number}" }
            steps.each { |name| task(name) { on(roles(:app)) { execute '{{workload.Command}}' } } }
            task work: steps

            """);
        return $"cd {Path.GetDirectoryName(capfile)} && cap bench work";
    }
}
