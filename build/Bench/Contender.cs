namespace DeployTasks.Build.Bench;

/// <summary>Somebody who can do the work.</summary>
/// <param name="Prepare">Writes what it needs and gives the shell script whose run is measured.</param>
internal sealed record Contender(string Name, Func<Scene, Workload, string> Prepare)
{
    /// <summary>It brings its own SSH, whose key exchange is not OpenSSH's: measured with curve25519 only.</summary>
    public bool OwnSsh { get; init; }

    /// <summary>The key exchange it uses whatever the servers would rather have; null: what they agree on.</summary>
    public KeyExchange? KeyExchange { get; init; }

    /// <summary>For the tables, where every row names the key exchange it used.</summary>
    public string KeyExchangeIn(Scene scene) => (scene.KeyExchange.IsForced ? scene.KeyExchange : KeyExchange ?? scene.KeyExchange).Name;
}
