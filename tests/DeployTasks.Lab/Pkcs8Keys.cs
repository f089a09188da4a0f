using System.Security.Cryptography;

namespace DeployTasks.Lab;

/// <summary>Ed25519 keys as OpenSSL writes them; ssh-keygen does not.</summary>
public static class Pkcs8Keys
{
    /// <param name="openSsh">A key without a passphrase, in OpenSSH's form.</param>
    public static string OfEd25519(string openSsh)
    {
        var bytes = Convert.FromBase64String(openSsh[PemEncoding.Find(openSsh).Base64Data]);

        // It holds the public half three times, at last behind the seed (PROTOCOL.key); its length and value come first.
        var head = "ssh-ed25519\0\0\0 "u8;
        var publicHalf = bytes.AsSpan(bytes.AsSpan().IndexOf(head) + head.Length, 32);
        var seed = bytes.AsSpan(bytes.AsSpan().LastIndexOf(publicHalf) - 32, 32);
        return PemEncoding.WriteString("PRIVATE KEY", [.. Convert.FromHexString("302e020100300506032b657004220420"), .. seed]);
    }
}
