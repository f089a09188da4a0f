using System.Security.Cryptography;

namespace DeployTasks.Releases.Packing;

/// <summary>A file of ours in a release, for the host's tools.</summary>
/// <param name="Path">In the release.</param>
internal sealed record HostList(string Path, byte[] Content)
{
    /// <summary>What <c>sha256sum -b</c> says of it.</summary>
    public string Sum => $"{Convert.ToHexStringLower(SHA256.HashData(Content))} *{Path}\n";

    /// <summary>The piece of a tar that brings it.</summary>
    public byte[] Tar() =>
    [
        .. TarHeader.Of(new SourceEntry(EntryKind.File, Path, 0x180), Content.Length, 0),
        .. Content,
        .. new byte[TarHeader.Padding(Content.Length)],
    ];
}
