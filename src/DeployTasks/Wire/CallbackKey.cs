using System.Security.Cryptography;
using System.Text;

namespace DeployTasks.Wire;

/// <summary>The script that calls home, as the header <c>X-Job: HOST/ID</c> names it.</summary>
public sealed record Caller(string Host, string Script)
{
    public static Caller? Parse(string? header) =>
        header is not null && header.LastIndexOf('/') is > 0 and var slash && slash < header.Length - 1
            ? new Caller(header[..slash], header[(slash + 1)..])
            : null;

    public override string ToString() => $"{Host}/{Script}";
}

/// <summary>
/// Secret from which the tokens of scripts are derived: each is bound to its host, its script and a deadline, and a
/// restarted master or listener knows them without a table. The key is worked out when a script needs it: most workers
/// never start the cryptography library.
/// </summary>
public sealed class CallbackKey
{
    private readonly Lazy<byte[]> _bytes;

    private CallbackKey(string seed) => _bytes = new(() => SHA256.HashData(Encoding.UTF8.GetBytes(seed)));

    /// <summary>The key of a worker's host: master and worker both derive it from the worker's token.</summary>
    public static CallbackKey Of(string workerToken) => new($"callback {workerToken}");

    public const int ShortestPassphrase = 16;

    /// <summary>Where the passphrase is: in the environment of the listener, and of those who start scripts.</summary>
    public const string Variable = "DEPLOY_CALLBACK_KEY";

    /// <summary>From a passphrase of at least <see cref="ShortestPassphrase"/> characters that two machines share.</summary>
    public static CallbackKey FromPassphrase(string passphrase) => new(passphrase);

    public string TokenFor(Caller caller, DateTimeOffset deadline) => Sign(caller, deadline.ToUnixTimeSeconds());

    /// <summary>The deadline of a token that is ours, else null.</summary>
    public DateTimeOffset? DeadlineOf(Caller caller, string token) =>
        long.TryParse(token.AsSpan(0, Math.Max(0, token.IndexOf('.'))), out var seconds)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(caller, seconds)), Encoding.UTF8.GetBytes(token))
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    public override string ToString() => "***";

    private string Sign(Caller caller, long deadline) =>
        $"{deadline}.{Convert.ToHexStringLower(HMACSHA256.HashData(_bytes.Value, Encoding.UTF8.GetBytes($"{caller}\n{deadline}")))[..32]}";
}
