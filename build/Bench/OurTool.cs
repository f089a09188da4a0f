using DeployTasks.Lab;

namespace DeployTasks.Build.Bench;

/// <param name="Program">Path of the published executable.</param>
internal sealed record OurTool(string Name, string Program)
{
    private const string SshNet = "sshnet";

    /// <summary>How it reaches its hosts: the setting <c>transport</c>.</summary>
    public string Transport { get; init; } = "openssh";

    /// <summary>The same program without an ssh client.</summary>
    public OurTool OverSshNet => this with { Name = $"{Name}, SSH.NET", Transport = SshNet };

    public Contender Contender => new(Name, (scene, workload) =>
        $"{Program} run {workload.Name} -f {scene.Write($"{workload.Name}-{Transport}.yaml", Recipe(scene, workload))}")
    {
        // ML-KEM, which comes before it over SSH.NET, the servers of Debian 12 do not have.
        KeyExchange = Transport == SshNet ? KeyExchange.Curve25519 : null,
    };

    /// <summary>Config and hosts of a recipe; the caller adds what is to be done.</summary>
    /// <param name="settings">Further settings of every host, by its alias; indented lines.</param>
    public string Hosts(Scene scene, Func<string, string>? settings = null)
    {
        var hosts = scene.Hosts.Select(host => $"""
              {host.Alias}:
                hostname: {host.Address}
                port: {host.Port}
            {settings?.Invoke(host.Alias)}

            """);
        return $"""
            config:
              transport: {Transport}
              remote_user: {SshLab.User}
              identity_file: {scene.Lab.IdentityFile}
              known_hosts_file: {scene.KnownHosts}
            hosts:
            {string.Concat(hosts)}

            """;
    }

    private string Recipe(Scene scene, Workload workload)
    {
        var names = Enumerable.Range(1, workload.Tasks).Select(number => $"task{number}").ToArray();
        var steps = string.Concat(Enumerable.Repeat($"      - run: {workload.Command}\n", workload.StepsPerTask));
        return $"""
            {Hosts(scene)}
            tasks:
              {workload.Name}: [{string.Join(", ", names)}]
            {string.Concat(names.Select(name => $"  {name}:\n    steps:\n{steps}"))}
            """;
    }
}
