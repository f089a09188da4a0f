namespace DeployTasks.Build.Bench.Peers;

internal static class Ansible
{
    public static readonly Requirement Requirement = new("ansible-playbook", "ansible");
    public static readonly Contender Default = new("Ansible, default", (scene, workload) => Prepare(scene, workload, ""));

    public static readonly Contender Pipelined = new("Ansible, pipelining and forks", (scene, workload) =>
        Prepare(scene, workload, $"export ANSIBLE_PIPELINING=True ANSIBLE_FORKS={scene.Hosts.Count}"));

    private static string Prepare(Scene scene, Workload workload, string tuning)
    {
        var inventory = scene.Write("inventory", string.Concat(scene.Hosts.Select(host => host.Alias + "\n")));
        var tasks = Enumerable.Repeat($"    - ansible.builtin.shell: {workload.Command}\n", workload.Tasks * workload.StepsPerTask);
        var playbook = scene.Write("playbook.yaml", $"""
            - hosts: all
              gather_facts: false
              tasks:
            {string.Concat(tasks)}
            """);
        return $"""
            sockets=$(mktemp -d /tmp/dtmux.XXXXXX); trap 'rm -rf $sockets' EXIT
            export ANSIBLE_SSH_CONTROL_PATH_DIR=$sockets ANSIBLE_SSH_CONTROL_PATH='%(directory)s/%%C'
            export ANSIBLE_SSH_ARGS="-F {scene.SshConfig} -o ControlMaster=auto -o ControlPersist=2"
            {tuning}
            ansible-playbook -i {inventory} {playbook}
            """;
    }
}
