using System.Buffers.Binary;
using System.Text;

namespace DeployTasks.Connections.OpenSsh;

/// <summary>
/// A private key as text. CI variables and web forms damage keys in a few well-known ways (CRLF, no last newline, all on
/// one line, <c>\n</c> spelled out, indentation), for which ssh only has "error in libcrypto". Those are repaired.
/// </summary>
/// <param name="Text">What ssh reads, with a last newline.</param>
public sealed record PrivateKey(string Text, bool IsEncrypted)
{
    private const string Dashes = "-----";
    private const string OpenSshLabel = "OPENSSH PRIVATE KEY";

    /// <param name="source">Where it came from, for messages: a variable or a file.</param>
    /// <exception cref="DeployException">It is no private key; the error says what it is instead.</exception>
    public static PrivateKey Parse(string text, string source)
    {
        var key = text.Replace("\\n", "\n").Replace('\r', '\n').Trim();
        if (Between(key, "BEGIN ", Dashes) is not { } label || Between(key, $"BEGIN {label}{Dashes}", $"{Dashes}END {label}") is not { } body)
        {
            throw new DeployException(Errors.NotAPrivateKey(source, WhatElse(key)));
        }

        if (!label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
        {
            throw new DeployException(Errors.NotAPrivateKey(source, $"a {label.ToLowerInvariant()}"));
        }

        // Old PEM files have header lines, whose line ends matter; in all others white space means nothing.
        var lines = body.Contains(':')
            ? string.Join('\n', body.Trim().Split('\n').Select(line => line.Trim()))
            : Wrapped(body, label == OpenSshLabel ? 70 : 64);
        var repaired = $"{Dashes}BEGIN {label}{Dashes}\n{lines}\n{Dashes}END {label}{Dashes}\n";
        return new PrivateKey(repaired, label.Contains("ENCRYPTED") || body.Contains("ENCRYPTED") || HasCipher(lines));
    }

    private static string WhatElse(string key) => key switch
    {
        "" => "empty",
        _ when key.StartsWith("ssh-", StringComparison.Ordinal) || key.StartsWith("ecdsa-", StringComparison.Ordinal) => "a public key",
        _ when key.StartsWith("PuTTY-", StringComparison.Ordinal) => "a PuTTY key",
        _ when key.Contains("PRIVATE KEY", StringComparison.Ordinal) => "a part of a private key",
        _ when IsInBase64(key) => "a private key in base64",
        _ => "something else",
    };

    private static bool IsInBase64(string key)
    {
        var bytes = new byte[key.Length];
        return Convert.TryFromBase64String(key, bytes, out var count) && bytes.AsSpan(0, count).StartsWith("-----BEGIN "u8);
    }

    private static string? Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf(after, start + before.Length, StringComparison.Ordinal);
        return end < 0 ? null : text[(start + before.Length)..end];
    }

    private static string Wrapped(string body, int width)
    {
        var text = new StringBuilder();
        var column = 0;
        foreach (var c in body)
        {
            if (!char.IsWhiteSpace(c))
            {
                text.Append(column > 0 && column % width == 0 ? "\n" : "").Append(c);
                column++;
            }
        }

        return text.ToString();
    }

    // OpenSSH's own form: "openssh-key-v1\0", then the name of the cipher with its length before it.
    private static bool HasCipher(string lines)
    {
        var bytes = new byte[1 << 15];
        if (!Convert.TryFromBase64String(lines, bytes, out var count))
        {
            return false;
        }

        var magic = "openssh-key-v1\0"u8;
        var rest = bytes.AsSpan(0, count);
        if (!rest.StartsWith(magic) || rest.Length < magic.Length + 8)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(rest[magic.Length..]);
        return length is > 0 and < 64 && Encoding.ASCII.GetString(rest.Slice(magic.Length + 4, length)) != "none";
    }
}
