using System.Security.Cryptography;
using Renci.SshNet;
using Renci.SshNet.Security;

namespace DeployTasks.SshNet.Keys;

/// <summary>A key that may open the host, and whether the host wanted it.</summary>
/// <param name="sign">Gives the signature as it goes on the wire.</param>
internal sealed class LoginKey(string algorithm, byte[] key, string name, Func<byte[], byte[]> sign)
    : HostAlgorithm(algorithm), IPrivateKeySource
{
    private const string Rsa = "ssh-rsa";

    // SHA-1 is refused everywhere, and every server that knows SHA-2 knows this one (Dropbear only this one).
    private const string RsaSha256 = "rsa-sha2-256";

    public override byte[] Data => key;

    /// <summary>The public half in base64, as in files.</summary>
    public string Blob { get; } = Convert.ToBase64String(key);

    public IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms => [this];

    /// <summary>The host knows the key: SSH.NET signs only then, or where the key is the only one.</summary>
    public bool WasSigned { get; private set; }

    /// <summary>Its file, or what an agent calls it.</summary>
    public string Comment => name;

    /// <summary>Type of the key, which is not always the name of the algorithm.</summary>
    public string Type => Name == RsaSha256 ? Rsa : Name;

    /// <summary>Comment, kind and fingerprint, as the OpenSSH client writes them.</summary>
    public string Description => $"{name} {Kind} {Fingerprint.Of(key)}";

    private string Kind => Name switch
    {
        RsaSha256 => "RSA",
        _ when Name.StartsWith("ecdsa", StringComparison.Ordinal) => "ECDSA",
        _ => Name.Replace("ssh-", "", StringComparison.Ordinal).ToUpperInvariant(),
    };

    public static LoginKey FromFile(PrivateKeyFile file, string name)
    {
        var usable = file.HostKeyAlgorithms.FirstOrDefault(one => one.Name == RsaSha256) ?? file.HostKeyAlgorithms.First();
        return new LoginKey(usable.Name, usable.Data, name, usable.Sign);
    }

    /// <returns>Null for a certificate, which SSH.NET cannot use.</returns>
    public static LoginKey? FromAgent(AgentClient agent, byte[] key, string comment)
    {
        var type = new WireReader(key).Text();
        return type.Contains("-cert-", StringComparison.Ordinal)
            ? null
            : new LoginKey(type == Rsa ? RsaSha256 : type, key, comment, data => agent.Sign(key, data, isRsa: type == Rsa));
    }

    public override byte[] Sign(byte[] data)
    {
        WasSigned = true;
        return sign(data);
    }

    public override bool VerifySignature(byte[] data, byte[] signature) => throw new NotSupportedException();
}

internal static class Fingerprint
{
    public static string Of(byte[] key) => "SHA256:" + Convert.ToBase64String(SHA256.HashData(key)).TrimEnd('=');
}
