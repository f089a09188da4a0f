using System.Formats.Asn1;
using System.Security.Cryptography;

namespace DeployTasks.Connections.OpenSsh;

/// <summary>
/// Keys as OpenSSL writes them. Those of Ed25519 are the hard ones: OpenSSH reads them from 9.6 on, .NET and SSH.NET not
/// at all.
/// </summary>
internal static class Pkcs8
{
    private const string Ed25519 = "1.3.101.112";

    public static bool IsOne(string pem) => IsPlain(pem) || IsLocked(pem);

    public static bool IsLocked(string pem) => pem.Contains("BEGIN ENCRYPTED PRIVATE KEY", StringComparison.Ordinal);

    /// <summary>The 32 bytes that an Ed25519 key is made of (RFC 8410); null for any other key, and for a locked one.</summary>
    public static byte[]? Ed25519Seed(string pem)
    {
        try
        {
            return IsPlain(pem) ? SeedIn(Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data])) : null;
        }
        catch (Exception e) when (e is AsnContentException or ArgumentException)
        {
            return null;
        }
    }

    private static bool IsPlain(string pem) => pem.Contains("BEGIN PRIVATE KEY", StringComparison.Ordinal);

    private static byte[]? SeedIn(byte[] der)
    {
        var key = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        key.ReadInteger();
        return key.ReadSequence().ReadObjectIdentifier() == Ed25519
            ? AsnDecoder.ReadOctetString(key.ReadOctetString(), AsnEncodingRules.DER, out _)
            : null;
    }
}
