using System.Security.Cryptography;
using System.Text;
using DeployTasks.Connections;
using DeployTasks.Connections.OpenSsh;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Security;

namespace DeployTasks.SshNet.Keys;

/// <summary>Private keys as SSH.NET takes them: OpenSSH's own form, PEM, and PKCS#8, which it cannot read by itself.</summary>
internal static class KeyFile
{
    /// <summary>
    /// A file without a passphrase that only its owner may read. One that has a passphrase is in the run's agent; why any
    /// other did not serve is told when the login has failed (<see cref="KeyFault"/>).
    /// </summary>
    public static LoginKey? Read(string file)
    {
        try
        {
            var key = PrivateKey.Parse(File.ReadAllText(file), file);
            return key.IsEncrypted || KeyFault.IsOpen(file) ? null : LoginKey.FromFile(Parse(key.Text, passphrase: null), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DeployException or SshException or CryptographicException)
        {
            return null;
        }
    }

    /// <exception cref="SshException">SSH.NET cannot use the key, or the passphrase is wrong.</exception>
    /// <exception cref="CryptographicException">Likewise for PKCS#8.</exception>
    public static PrivateKeyFile Parse(string text, string? passphrase)
    {
        if (Pkcs8.Ed25519Seed(text) is { } seed)
        {
            return new PrivateKeyFile(new ED25519Key(seed));
        }

        using var stream = new MemoryStream(Encoding.ASCII.GetBytes(Pkcs8.IsOne(text) ? FromPkcs8(text, passphrase) : text));
        return new PrivateKeyFile(stream, passphrase);
    }

    private static string FromPkcs8(string text, string? passphrase)
    {
        try
        {
            using var rsa = RSA.Create();
            Import(rsa, text, passphrase);
            return rsa.ExportRSAPrivateKeyPem() + "\n";
        }
        catch (CryptographicException)
        {
            using var curve = ECDsa.Create();
            Import(curve, text, passphrase);
            return curve.ExportECPrivateKeyPem() + "\n";
        }
    }

    private static void Import(AsymmetricAlgorithm algorithm, string text, string? passphrase)
    {
        if (passphrase is null)
        {
            algorithm.ImportFromPem(text);
        }
        else
        {
            algorithm.ImportFromEncryptedPem(text, passphrase);
        }
    }
}
