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

    /// <summary>The lines of <see cref="KnownHosts"/>, however a CI system writes their ends.</summary>
    internal IReadOnlyList<string> KnownHostsLines =>
        (KnownHosts ?? "").Replace("\\n", "\n").ReplaceLineEndings("\n").TrimEnd().Split('\n');

    /// <summary>Number of the first line of <see cref="KnownHosts"/> that ssh passes over without a word; null when there is none.</summary>
    public int? StrangeLine =>
        KnownHosts is { Length: > 0 } && KnownHostsLines.ToList().FindIndex(line => !IsUnderstood(line)) is >= 0 and var index ? index + 1 : null;

    private static bool IsUnderstood(string line)
    {
        var fields = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return fields is [] or [['#', ..], ..]
            || (fields.SkipWhile(field => field[0] == '@').Skip(2).FirstOrDefault() is { } key && Convert.TryFromBase64String(key, new byte[key.Length], out _));
    }

    public static SshSecrets FromEnvironment() => new()
    {
        Key = Environment.GetEnvironmentVariable(KeyVariable),
        Passphrase = Environment.GetEnvironmentVariable(PassphraseVariable),
        KnownHosts = Environment.GetEnvironmentVariable(KnownHostsVariable),
    };
}
