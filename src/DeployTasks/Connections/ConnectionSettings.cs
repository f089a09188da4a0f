namespace DeployTasks.Connections;

public enum ConnectionKind { Ssh, Local }

/// <summary>Which SSH client carries a connection; Auto is OpenSSH where this machine has it.</summary>
public enum Transport { Auto, OpenSsh, SshNet }

/// <summary>How one host is reached. What is null is left to the user's ssh_config.</summary>
/// <param name="Host">The host's alias in the recipe, for messages.</param>
/// <param name="Hostname">Name or address to connect to; may be an alias of the user's ssh_config.</param>
public sealed record ConnectionSettings(string Host, string Hostname)
{
    public ConnectionKind Kind { get; init; }
    public Transport Transport { get; init; }
    public string? User { get; init; }
    public int? Port { get; init; }

    /// <summary>Absolute path of a private key.</summary>
    public string? IdentityFile { get; init; }

    /// <summary>Takes the place of the user's ssh_config, as <c>ssh -F</c>.</summary>
    public string? ConfigFile { get; init; }
    public string? KnownHostsFile { get; init; }
    public bool ForwardAgent { get; init; }

    /// <summary>Three of these without an answer end the connection.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
