using DeployTasks.Lab;

namespace DeployTasks.Build.Bench;

/// <summary>The hosts of a measurement, and the files through which contenders learn of them.</summary>
internal sealed record Scene(SshLab Lab, KeyExchange KeyExchange, IReadOnlyList<SceneHost> Hosts)
{
    public string Folder { get; } = Directory.CreateDirectory(Path.Combine(Lab.Folder, $"scene-{Guid.NewGuid():N}")).FullName;

    /// <summary>For <c>ssh -F</c>: every host by its alias.</summary>
    public string SshConfig => Write("ssh_config", string.Concat(Hosts.Select(host => $"""
        Host {host.Alias}
          HostName {host.Address}
          Port {host.Port}
          User {SshLab.User}
          IdentityFile {Lab.IdentityFile}
          IdentitiesOnly yes
          UserKnownHostsFile {KnownHosts}
          StrictHostKeyChecking yes


        """)));

    public string KnownHosts => Write("known_hosts", string.Concat(
        Hosts.Select(host => $"[{host.Address}]:{host.Port} {File.ReadAllText(Path.Combine(Lab.Folder, "host_key.pub")).Trim()}\n")));

    public string Write(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public static Scene Of(SshLab lab, KeyExchange keyExchange, int hosts) =>
        new(lab, keyExchange, [.. lab.Hosts.Take(hosts).Select(host => new SceneHost(host.Alias, host.Address, host.Port))]);
}

internal sealed record SceneHost(string Alias, string Address, int Port);
