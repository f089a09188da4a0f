using System.Security.Cryptography;

namespace DeployTasks.Releases.Packing;

/// <summary>A file of ours in a release, for the host's tools.</summary>
/// <param name="Path">In the release.</param>
internal sealed record HostList(string Path, byte[] Content)
{
    /// <summary>SHA-256 of the content.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(Content));

    /// <summary>The piece of a tar that brings it.</summary>
    public byte[] Tar() =>
    [
        .. TarHeader.Of(new SourceEntry(EntryKind.File, Path, 0x180), Content.Length, 0),
        .. Content,
        .. new byte[TarHeader.Padding(Content.Length)],
    ];
}
