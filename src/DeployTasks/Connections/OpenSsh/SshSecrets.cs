namespace DeployTasks.Connections.OpenSsh;

/// <summary>What the master may know of keys. Null is "not given".</summary>
public sealed record SshSecrets
{
    public const string KeyVariable = "DEPLOY_SSH_KEY";
    public const string PassphraseVariable = "DEPLOY_SSH_PASSPHRASE";
    public const string KnownHostsVariable = "DEPLOY_KNOWN_HOSTS";

    /// <summary>Text of a private key.</summary>
    public string? Key { get; init; }
    public string? Passphrase { get; init; }
    public string? KnownHosts { get; init; }

    /// <summary>The hosts' <c>identity_file</c>s: those that ssh could not read by itself are read here.</summary>
    public IReadOnlyCollection<string> IdentityFiles { get; init; } = [];

    public static SshSecrets FromEnvironment() => new()
    {
        Key = Environment.GetEnvironmentVariable(KeyVariable),
        Passphrase = Environment.GetEnvironmentVariable(PassphraseVariable),
        KnownHosts = Environment.GetEnvironmentVariable(KnownHostsVariable),
    };
}
