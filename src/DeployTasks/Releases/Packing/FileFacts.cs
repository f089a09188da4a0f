using System.Buffers.Binary;

namespace DeployTasks.Releases.Packing;

/// <param name="Time">
/// Modification time on the host, in Unix seconds between 2001 and 2018, made of the digest: the same content has the same
/// time everywhere, and different content of the same size does not, on which the ETags of web servers (nginx, ASP.NET's
/// static files) rely.
/// </param>
internal sealed record FileFacts(long Size, string Sha256, long Time)
{
    private const long Earliest = 1_000_000_000;
    private const int Step = 32;

    public static readonly FileFacts None = new(0, "", Earliest);

    /// <param name="digest">SHA-256 of the content.</param>
    public static FileFacts Of(byte[] digest, long size) => new(
        size, Convert.ToHexStringLower(digest), Earliest + ((BinaryPrimitives.ReadUInt32BigEndian(digest) >> 8) * (long)Step));
}
