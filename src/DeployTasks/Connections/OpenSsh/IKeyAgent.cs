namespace DeployTasks.Connections.OpenSsh;

/// <summary>An ssh-agent for one run: OpenSSH's program, or one in this process where there is no such program.</summary>
public interface IKeyAgent : IAsyncDisposable
{
    /// <param name="source">Where the key came from, for messages.</param>
    /// <exception cref="DeployException">The passphrase is wrong, or nobody can use the key.</exception>
    Task AddAsync(PrivateKey key, string source, string? passphrase, CancellationToken cancel);

    /// <summary>The public halves of all its keys, one a line.</summary>
    Task<string> PublicKeysAsync(CancellationToken cancel);
}

/// <summary>Starts an agent in this process.</summary>
/// <param name="socket">Path of the unix socket where it is to answer.</param>
public delegate IKeyAgent StartAgent(string socket);
