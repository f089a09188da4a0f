using System.Security.Cryptography;
using System.Text;
using DeployTasks.Recipes;

namespace DeployTasks.Releases;

/// <summary>
/// Who holds a lock, as fields of <c>key=value</c> joined by <c>&amp;</c>: the target of the symlink that is the lock.
/// </summary>
internal sealed record LockContent(string User, string Machine, string CiUrl, string Message, string Owner)
{
    /// <summary>XFS allows a symlink 1024 bytes, and the host adds its part.</summary>
    private const int LongestField = 120;

    public static LockContent Of(Settings settings) => new(
        settings.TextOr("user", "")!, settings.TextOr("ci_machine", "")!, settings.TextOr("ci_url", "")!,
        settings.TextOr("lock_message", "")!, settings.TextOr("lock_owner", "")!);

    /// <summary>
    /// The pipeline as it stands in a lock, to be compared with. Pipelines of one project differ in the end of their address
    /// alone, so nothing is cut off a long one.
    /// </summary>
    public string EncodedOwner => Uri.EscapeDataString(Owner) is { Length: <= LongestField } whole
        ? whole
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Owner)));

    public override string ToString() =>
        $"user={Encode(User)}&host={Encode(Machine)}&url={Encode(CiUrl)}&message={Encode(Message)}&owner={EncodedOwner}";

    /// <summary>What a person wants to know of a lock found on a host.</summary>
    public static (string Who, string Since) Describe(string target)
    {
        var fields = target.Split('&').Select(field => field.Split('=', 2)).Where(field => field is [_, { Length: > 0 }])
            .DistinctBy(field => field[0]).ToDictionary(field => field[0], field => Uri.UnescapeDataString(field[1]));
        var who = fields.GetValueOrDefault("user", "somebody") + Part("on", "host") + Part("in", "url") + Part("saying:", "message");
        var clock = fields.GetValueOrDefault("proof") == "flock" ? "" : " by the host's clock";
        return (who, Time("time") + (fields.ContainsKey("expires") ? $" until {Time("expires")}" : "") + clock);

        string Part(string word, string field) => fields.TryGetValue(field, out var value) ? $" {word} {value}" : "";
        string Time(string field) => long.TryParse(fields.GetValueOrDefault(field), out var seconds) && seconds is > 0 and < 1L << 35
            ? $"{DateTimeOffset.FromUnixTimeSeconds(seconds):yyyy-MM-dd HH:mm:ss}Z"
            : "an unknown time";
    }

    public static string Encode(string value)
    {
        var encoded = Uri.EscapeDataString(value);
        while (encoded.Length > LongestField)
        {
            value = value[..(value.Length * 3 / 4)];
            encoded = Uri.EscapeDataString(value);
        }

        return encoded;
    }
}
