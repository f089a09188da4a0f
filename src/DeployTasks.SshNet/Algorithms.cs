using Renci.SshNet;

namespace DeployTasks.SshNet;

/// <summary>
/// SSH.NET also offers what OpenSSH's client has given up (CBC, RC4, MD5, DSA, SHA-1 signatures); a connection must not be
/// weaker by this transport than by the other.
/// </summary>
internal static class Algorithms
{
    private const string Rsa = "ssh-rsa";

    // Against a recorder with a quantum computer ML-KEM costs nothing, and sntrup, without a native library, more than all
    // the rest of a login: it is for servers that take nothing else.
    private static readonly string[] KeyExchanges =
    [
        "mlkem768x25519-sha256", "curve25519-sha256", "curve25519-sha256@libssh.org", "sntrup761x25519-sha512",
        "sntrup761x25519-sha512@openssh.com", "ecdh-sha2-nistp256", "ecdh-sha2-nistp384", "ecdh-sha2-nistp521",
        "diffie-hellman-group-exchange-sha256", "diffie-hellman-group16-sha512", "diffie-hellman-group14-sha256",
    ];

    private static readonly string[] Ciphers = ["aes128-ctr", "aes192-ctr", "aes256-ctr", "aes128-gcm@openssh.com", "aes256-gcm@openssh.com"];

    private static readonly string[] Macs =
        ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512"];

    /// <summary>Algorithms of one kind of key each; a host has one key of a kind.</summary>
    public static readonly string[][] HostKeyKinds =
        [["ssh-ed25519"], ["ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"], ["rsa-sha2-512", "rsa-sha2-256"]];

    private static readonly string[] HostKeys = [.. HostKeyKinds.SelectMany(kind => kind)];

    /// <param name="knownTypes">Types of the keys that are known of the host: it is asked for one of those first.</param>
    public static void Choose(ConnectionInfo info, IEnumerable<string> knownTypes)
    {
        var known = knownTypes.SelectMany(type => type == Rsa ? ["rsa-sha2-512", "rsa-sha2-256"] : (string[])[type]).Intersect(HostKeys).ToList();
        ChooseOnly(info, known.Union(HostKeys));
    }

    /// <param name="hostKeys">The algorithms that the host may show a key for.</param>
    public static void ChooseOnly(ConnectionInfo info, IEnumerable<string> hostKeys)
    {
        Keep(info.KeyExchangeAlgorithms, KeyExchanges);
        Keep(info.Encryptions, Ciphers);
        Keep(info.HmacAlgorithms, Macs);
        Keep(info.HostKeyAlgorithms, hostKeys);
        Keep(info.CompressionAlgorithms, ["none"]);
    }

    // The order in which they are added is the order in which they are offered.
    private static void Keep<T>(IDictionary<string, T> all, IEnumerable<string> wanted)
        where T : class?
    {
        var (names, kept) = (new List<string>(), new List<T>());
        foreach (var name in wanted)
        {
            if (all.TryGetValue(name, out var known))
            {
                names.Add(name);
                kept.Add(known);
            }
        }

        all.Clear();
        for (var i = 0; i < names.Count; i++)
        {
            all.Add(names[i], kept[i]);
        }
    }
}
