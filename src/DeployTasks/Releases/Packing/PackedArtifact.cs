using System.Collections.Immutable;
using DeployTasks.Recipes;

namespace DeployTasks.Releases.Packing;

/// <summary>An artifact ready to be sent: made once, by the master, before any host is touched.</summary>
/// <param name="File">Members one after another; see <see cref="Member"/>.</param>
/// <param name="Index">The file with its index.</param>
/// <param name="Digest">SHA-256 of the manifest: the same for the same content, modes and names, on any machine.</param>
/// <param name="Size">Bytes of all files, unpacked.</param>
public sealed record PackedArtifact(string File, string Index, string Digest, long Size, int Entries)
{
    /// <summary>SHA-256 by which a host finds that it has everything as it was packed; see <see cref="HostLists"/>.</summary>
    public required string Proof { get; init; }

    /// <summary>Commit the artifact was made from; empty when it is not known.</summary>
    public string Revision { get; init; } = "";

    /// <summary>What every host's settings get, so that its worker can send the artifact.</summary>
    public ImmutableSortedDictionary<string, Value> Settings => new Dictionary<string, Value>
    {
        [ArtifactSettings.File] = Text.Literal(File),
        [ArtifactSettings.Index] = Text.Literal(Index),
        [ArtifactSettings.Digest] = new Text(Digest),
        [ArtifactSettings.Proof] = new Text(Proof),
        [ArtifactSettings.Size] = new Number($"{Size}"),
        [ArtifactSettings.Entries] = new Number($"{Entries}"),
        [ArtifactSettings.Revision] = Text.Literal(Revision),
    }.SortedBy(setting => setting.Key, setting => setting.Value);
}

/// <summary>Names of the settings by which a packed artifact reaches the workers.</summary>
internal static class ArtifactSettings
{
    public const string File = "artifact_file";
    public const string Index = "artifact_index";
    public const string Digest = "artifact_digest";
    public const string Proof = "artifact_proof";
    public const string Size = "artifact_size";
    public const string Entries = "artifact_entries";
    public const string Revision = "artifact_revision";
}
