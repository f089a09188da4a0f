namespace DeployTasks.Build.Bench.Peers;

/// <summary>Other tools that do the same work; those that are installed take part.</summary>
internal static class AllPeers
{
    public static readonly Requirement[] Requirements = [Pdsh.Requirement, Fabric.Requirement, Capistrano.Requirement, Ansible.Requirement];

    public static IEnumerable<Contender> Present(string? deployer) =>
    [
        .. Pdsh.Requirement.IsMet ? [Pdsh.Contender] : Array.Empty<Contender>(),
        .. Fabric.Requirement.IsMet ? [Fabric.Contender] : Array.Empty<Contender>(),
        .. Capistrano.Requirement.IsMet ? [Capistrano.Contender] : Array.Empty<Contender>(),
        .. Ansible.Requirement.IsMet ? [Ansible.Pipelined, Ansible.Default] : Array.Empty<Contender>(),
        .. deployer is null ? Array.Empty<Contender>() : [Deployer.Contender(deployer)],
    ];
}
