namespace DeployTasks.Lab;

/// <summary>
/// Real sshd servers on 127.0.1.N, each on a free high port, with one key that opens them all. They die with this
/// process, however it ends: each runs under a shell that waits for our end of its stdin.
/// </summary>
public sealed class SshLab : IAsyncDisposable
{
    private readonly string? _disk;

    private SshLab(string folder, string? disk, IReadOnlyList<LabHost> hosts)
    {
        (Folder, _disk) = (folder, disk);
        Hosts = hosts;
    }

    /// <summary>A temporary folder, removed at the end: keys, known_hosts, and <c>hosts/ALIAS</c> for each host.</summary>
    public string Folder { get; }

    public IReadOnlyList<LabHost> Hosts { get; }

    public string IdentityFile => Path.Combine(Folder, "id_ed25519");

    /// <summary>Holds the key of every host under <c>[address]:port</c>.</summary>
    public string KnownHostsFile => Path.Combine(Folder, "known_hosts");

    public static string User => Environment.UserName;

    /// <summary>DEPLOYTASKS_TRANSPORT carries the recipes of the lab; so the system tests run over each that is built.</summary>
    public static string Transport => Environment.GetEnvironmentVariable("DEPLOYTASKS_TRANSPORT") ?? "auto";

    /// <summary>Null when this machine can run sshd, else what is missing.</summary>
    public static string? Missing() =>
        File.Exists(LabHost.Sshd) ? null : $"{LabHost.Sshd} (apt-get install openssh-server)";

    public static async Task<SshLab> StartAsync(int count = 1, LabOptions? options = null)
    {
        if (Missing() is { } missing)
        {
            throw new InvalidOperationException($"The lab needs {missing}");
        }

        options ??= new LabOptions();
        var folder = Directory.CreateTempSubdirectory("dtlab-").FullName;
        if (options.Disk is { } disk)
        {
            Directory.CreateDirectory(disk);
            Directory.CreateSymbolicLink(Path.Combine(folder, "hosts"), disk);
        }

        await LabKeys.CreateAsync(Path.Combine(folder, "id_ed25519"));
        await LabKeys.CreateAsync(Path.Combine(folder, "host_key"));
        LabHost.PreparePrivilegeSeparation();

        var lab = new SshLab(folder, options.Disk, [.. Enumerable.Range(1, count).Select(number => new LabHost(folder, number, options))]);
        try
        {
            await Task.WhenAll(lab.Hosts.Select(host => host.StartAsync()));
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }

        var hostKey = (await File.ReadAllTextAsync(Path.Combine(folder, "host_key.pub"))).Trim();
        await File.WriteAllLinesAsync(
            Path.Combine(folder, "known_hosts"),
            lab.Hosts.Select(host => $"[{host.Address}]:{host.Port} {hostKey}"));
        return lab;
    }

    /// <summary>Puts a network of the test's choice in front of a host; call it before the recipe is written.</summary>
    public async Task<LabLink> LinkAsync(LabHost host, LinkFault fault)
    {
        host.Link = new LabLink(host, fault);
        var hostKey = (await File.ReadAllTextAsync(Path.Combine(Folder, "host_key.pub"))).Trim();
        await File.AppendAllTextAsync(KnownHostsFile, $"[{host.Address}]:{host.Link.Port} {hostKey}\n");
        return host.Link;
    }

    /// <summary>The <c>hosts:</c> section of a recipe for these hosts, connection settings included.</summary>
    public string RecipeHosts()
    {
        var lines = new List<string> { "hosts:" };
        foreach (var host in Hosts)
        {
            lines.Add($"  {host.Alias}:");
            lines.Add($"    transport: {Transport}");
            lines.Add($"    hostname: {host.Address}");
            lines.Add($"    port: {host.ReachedPort}");
            lines.Add($"    remote_user: {User}");
            lines.Add($"    identity_file: {IdentityFile}");
            lines.Add($"    known_hosts_file: {KnownHostsFile}");
            lines.Add($"    deploy_path: {host.DeployPath}");
        }

        return string.Join('\n', lines) + "\n";
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Hosts.Select(host => host.DisposeAsync().AsTask()));
        Directory.Delete(Folder, recursive: true);
        if (_disk is not null)
        {
            Directory.Delete(_disk, recursive: true);
        }
    }
}
