using DeployTasks.Recipes;

namespace DeployTasks.Releases.Packing;

/// <summary>Turns the recipe's <c>artifact</c> into one file that every worker sends parts of.</summary>
/// <param name="folder">Private folder of the run; receives the artifact and what is needed to make it.</param>
public sealed class ArtifactPacker(string folder)
{
    /// <param name="artifact">Its texts already expanded, its path absolute.</param>
    /// <exception cref="DeployException">Something cannot be packed: DT90xx.</exception>
    public async Task<PackedArtifact> PackAsync(Artifact artifact, CancellationToken cancel)
    {
        if (artifact.Repository is not { } repository)
        {
            return await FromAsync(artifact, artifact.Path!, revision: "", cancel);
        }

        var checkout = await new GitCheckout(Path.Combine(folder, "git")).ArchiveAsync(repository, artifact, cancel);
        return await FromAsync(artifact, checkout.Archive, checkout.Commit, cancel);
    }

    private async Task<PackedArtifact> FromAsync(Artifact artifact, string path, string revision, CancellationToken cancel)
    {
        SourceEntry[] entries = [.. Exclusion.Apply(artifact.Exclude, Read(path))];
        Check(entries, artifact.Path ?? artifact.Repository!);
        var file = Path.Combine(Directory.CreateDirectory(folder).FullName, "artifact");
        var (index, lists) = await ArtifactWriter.WriteAsync(entries, file, cancel);
        index.Save(file + ".index");
        return new PackedArtifact(file, file + ".index", lists.Digest, index.Size, entries.Length) { Proof = lists.Proof, Revision = revision };
    }

    private IEnumerable<SourceEntry> Read(string path) =>
        Directory.Exists(path) ? FolderSource.Read(path)
        : File.Exists(path) ? ArchiveSource.Read(path, Path.Combine(folder, "spool"))
        : throw new DeployException(Errors.ArtifactMissing(path));

    private static void Check(SourceEntry[] entries, string name)
    {
        if (Array.Find(entries, entry => ReservedNames.Owns(entry.Path)) is { } reserved)
        {
            throw new DeployException(Errors.ReservedName(RawName.Display(reserved.Path)));
        }

        if (!Array.Exists(entries, entry => entry.Kind != EntryKind.Folder))
        {
            throw new DeployException(Errors.ArtifactEmpty(name));
        }
    }
}
