namespace DeployTasks.Build.Bench;

/// <summary>Most of the time to connect is the key exchange, so every row names the one it used.</summary>
internal sealed record KeyExchange(string Name, IReadOnlyList<string> SshdConfig)
{
    /// <summary>What this machine's OpenSSH agrees on by itself: sntrup761 in 9.2, slow and post-quantum.</summary>
    public static readonly KeyExchange Stock = new("stock", []);

    /// <summary>What tools that bring their own SSH agree on.</summary>
    public static readonly KeyExchange Curve25519 = new("curve25519", ["KexAlgorithms curve25519-sha256,curve25519-sha256@libssh.org"]);

    /// <summary>What OpenSSH 9.2 agrees on, for SSH.NET as well.</summary>
    public static readonly KeyExchange Sntrup761 = new("sntrup761", ["KexAlgorithms sntrup761x25519-sha512@openssh.com"]);

    /// <summary>Those that are compared unless one is asked for.</summary>
    public static readonly IReadOnlyList<KeyExchange> Usual = [Stock, Curve25519];

    private static readonly IReadOnlyList<KeyExchange> All = [.. Usual, Sntrup761];

    /// <summary>The servers take no other.</summary>
    public bool IsForced => SshdConfig.Count > 0;

    /// <exception cref="BuildFailedException">There is none of that name.</exception>
    public static KeyExchange Of(string name) => All.SingleOrDefault(one => one.Name == name)
        ?? throw new BuildFailedException($"there is no key exchange '{name}'; take one of: {string.Join(", ", All.Select(one => one.Name))}");
}
