using DeployTasks.Recipes;
using DeployTasks.Releases.Packing;
using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases.Packing;

/// <summary>Packs and unpacks, the way the tests of this folder need it.</summary>
internal static class Packed
{
    public static async Task<PackedArtifact> PackAsync(string path, string work, params string[] exclude) =>
        await new ArtifactPacker(Directory.CreateDirectory(work).FullName)
            .PackAsync(new Artifact(new Place("deploy.yaml")) { Path = path, Exclude = [.. exclude] }, CancellationToken.None);

    /// <summary>A listing of all that matters of a tree: type, mode, link target, digest and name, byte by byte.</summary>
    public static string Listing(string folder) => Sh.Ok(
        $$"""
        cd '{{folder}}' || exit 1
        find . -mindepth 1 ! -path './.dep*' -printf '%y %m %l %p\0' | LC_ALL=C sort -z
        find . -type f ! -path './.dep*' -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum -z
        """);

    public static void Unpack(PackedArtifact artifact, string folder, string tar = "tar") =>
        Sh.Ok($"mkdir -p '{folder}' && {tar} -xzf '{artifact.File}' -C '{folder}'");

    public static async Task<Error> ErrorAsync(Func<Task> packing) =>
        Assert.Single((await Assert.ThrowsAsync<DeployException>(packing)).Errors);
}
