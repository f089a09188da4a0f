namespace DeployTasks.Connections.OpenSsh;

/// <summary>The names in a run's folder, which the master prepares and all its workers use (see <see cref="SshIdentity"/>).</summary>
internal sealed record SshFolder(string Path)
{
    public string AgentSocket => File("agent");

    /// <summary>Says the passphrase to ssh-add; it has it from its environment.</summary>
    public string AskPass => File("askpass");

    public string KnownHosts => File("known_hosts");

    /// <summary>DEPLOY_KNOWN_HOSTS; null when that is not set.</summary>
    public string? GivenKnownHosts => System.IO.File.Exists(KnownHosts) ? KnownHosts : null;

    /// <summary>The public halves of the agent's keys: by them ssh asks it.</summary>
    public IEnumerable<string> PublicKeys
    {
        get
        {
            for (var number = 1; System.IO.File.Exists(PublicKey(number)); number++)
            {
                yield return PublicKey(number);
            }
        }
    }

    /// <param name="number">Counts up from 1.</param>
    public string PublicKey(int number) => File($"key{number}.pub");

    public string File(string name) => System.IO.Path.Combine(Path, name);
}
