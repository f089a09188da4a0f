using System.Security.Cryptography;
using System.Text;
using DeployTasks.Connections.Config;

namespace DeployTasks.SshNet.Trust;

/// <summary>What a line's first word says of its key.</summary>
internal enum Mark { None, Revoked, Authority }

/// <summary>One line of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).</summary>
/// <param name="Hosts">Patterns with commas between, or one hashed name.</param>
/// <param name="Place">File and line.</param>
internal sealed record KnownHostsLine(Mark Mark, string Hosts, string Type, byte[] Key, string Place)
{
    /// <returns>Null for a comment, a blank line, and what is no line of this format.</returns>
    public static KnownHostsLine? Parse(string line, string place)
    {
        var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        Mark? mark = words is [['@', ..], ..] ? MarkOf(words[0]) : Mark.None;
        var rest = words.AsSpan(mark is Mark.None ? 0 : 1);
        var key = new byte[line.Length];
        return mark is not null && rest.Length >= 3 && rest[0][0] != '#' && Convert.TryFromBase64String(rest[2], key, out var length)
            ? new KnownHostsLine(mark.Value, rest[0], rest[1], key[..length], place)
            : null;
    }

    /// <param name="name">In lower case; <c>[name]:port</c> for another port than 22.</param>
    public bool IsFor(string name)
    {
        if (Hosts.StartsWith("|1|", StringComparison.Ordinal))
        {
            return IsHashOf(name);
        }

        var isFor = false;
        foreach (var pattern in Hosts.Split(','))
        {
            if (pattern.StartsWith('!') && Glob.Matches(pattern[1..].ToLowerInvariant(), name))
            {
                return false;
            }

            isFor |= Glob.Matches(pattern.ToLowerInvariant(), name);
        }

        return isFor;
    }

    private bool IsHashOf(string name)
    {
        var parts = Hosts.Split('|');
        var salt = new byte[Hosts.Length];
        var hash = new byte[Hosts.Length];
        return parts.Length == 4
            && Convert.TryFromBase64String(parts[2], salt, out var saltLength)
            && Convert.TryFromBase64String(parts[3], hash, out var hashLength)
            && HashOf(salt.AsSpan(0, saltLength), name).AsSpan().SequenceEqual(hash.AsSpan(0, hashLength));
    }

    // The format of OpenSSH; it hides names, it does not protect keys.
#pragma warning disable CA5350
    private static byte[] HashOf(ReadOnlySpan<byte> salt, string name) => HMACSHA1.HashData(salt, Encoding.UTF8.GetBytes(name));
#pragma warning restore CA5350

    private static Mark? MarkOf(string word) => word switch
    {
        "@revoked" => Mark.Revoked,
        "@cert-authority" => Mark.Authority,
        _ => null,
    };
}
