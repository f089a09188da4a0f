namespace DeployTasks.Connections.OpenSsh;

/// <summary>The names in a run's folder, which the master prepares and all its workers use (see <see cref="SshIdentity"/>).</summary>
internal sealed record SshFolder(string Path)
{
    public string AgentSocket => File("agent");

    /// <summary>The public half of DEPLOY_SSH_KEY, by which ssh asks the agent; null when there is no such key.</summary>
    public string? PublicKey => Existing("key.pub");

    /// <summary>DEPLOY_KNOWN_HOSTS; null when it is not set.</summary>
    public string? KnownHosts => Existing("known_hosts");

    public string File(string name) => System.IO.Path.Combine(Path, name);

    private string? Existing(string name) => System.IO.File.Exists(File(name)) ? File(name) : null;
}
