using System.Security.Cryptography;
using System.Text;
using DeployTasks.Wire;

namespace DeployTasks.Master.Server;

/// <summary>128 random bits that name one worker. Nothing shows them by accident, and there is no <c>==</c> on them.</summary>
internal sealed class WorkerToken(string host)
{
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(16);
    private CallbackDesk? _callbacks;

    /// <summary>Judges the scripts of this host that call home.</summary>
    public CallbackDesk Callbacks => _callbacks ??= new CallbackDesk(CallbackKey.Of(Reveal()), new MemoryStore(), TimeProvider.System);

    /// <summary>Alias of the host this token speaks for.</summary>
    public string Host => host;

    /// <summary>For the environment of the worker and for nothing else.</summary>
    public string Reveal() => Convert.ToHexStringLower(_secret);

    /// <summary>Hashes make both sides equally long, so that the time says nothing about either.</summary>
    public bool Matches(ReadOnlySpan<byte> hash) =>
        CryptographicOperations.FixedTimeEquals(hash, SHA256.HashData(Encoding.ASCII.GetBytes(Reveal())));

    public override string ToString() => "***";
}
