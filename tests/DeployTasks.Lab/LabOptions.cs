namespace DeployTasks.Lab;

/// <summary>What is special about the servers of a lab.</summary>
public sealed record LabOptions
{
    /// <summary>Further lines of sshd_config; the first value of a keyword wins, and these come first.</summary>
    public IReadOnlyList<string> Config { get; init; } = [];

    /// <summary>A folder of the disk the hosts have; it is removed at the end. Null: they share the disk of temporary files.</summary>
    public string? Disk { get; init; }

    /// <summary>
    /// Programs for the hosts' PATH, name to shell script: a <c>systemctl</c> where there is no systemd, or a tool that
    /// fails on purpose.
    /// </summary>
    public IReadOnlyDictionary<string, string> Programs { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Files of this machine that are others on the hosts, path to the file that lies over it: a mount that only the hosts
    /// see. Needs root, or sudo without a password.
    /// </summary>
    public IReadOnlyDictionary<string, string> Mounts { get; init; } = new Dictionary<string, string>();
}
