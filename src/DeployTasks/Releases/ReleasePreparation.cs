using System.Collections.Immutable;
using DeployTasks.Recipes;
using DeployTasks.Releases.Packing;

namespace DeployTasks.Releases;

/// <summary>
/// What is decided and made once for all hosts before any is touched: the packed artifact, one name for the release, and
/// who deploys. The result lies under every host's own settings.
/// </summary>
/// <param name="folder">Private folder of the run; the artifact is there until it ends.</param>
public sealed class ReleasePreparation(string folder, TimeProvider clock, IReadOnlyDictionary<string, string> environment)
{
    private const int ShortRevision = 7;
    private readonly CiContext _ci = new(environment);

    /// <summary>Whether these steps, as planned, send the artifact.</summary>
    public static bool SendsArtifact(IEnumerable<Step> steps) => steps.Any(step => step switch
    {
        ReleaseStep release => release.Action == "upload",
        InvokeStep invoke => SendsArtifact(invoke.Steps),
        _ => false,
    });

    /// <param name="settings">The recipe's config and the options of the command line.</param>
    /// <param name="packs">The plan sends the artifact.</param>
    /// <exception cref="DeployException">The artifact is missing or cannot be packed.</exception>
    public async Task<ImmutableSortedDictionary<string, Value>> RunAsync(
        Recipe recipe, Settings settings, bool packs, CancellationToken cancel)
    {
        var prepared = _ci.Settings;
        if (!packs)
        {
            return prepared.SetItem("release_name", NameOf(_ci.Revision, ""));
        }

        var artifact = Resolve(recipe.Artifact ?? throw new DeployException(Errors.NoArtifact("deploy:upload")), settings);
        var packed = await new ArtifactPacker(folder).PackAsync(artifact, cancel);
        packed = packed with { Revision = packed.Revision.Length > 0 ? packed.Revision : _ci.Revision };
        return prepared.SetItems(packed.Settings).SetItem("release_name", NameOf(packed.Revision, packed.Digest));
    }

    private static Artifact Resolve(Artifact artifact, Settings settings)
    {
        var beside = Path.GetDirectoryName(Path.GetFullPath(artifact.Place.File))!;
        return artifact with
        {
            Path = ExpandPath(artifact.Path) is { } path ? Path.GetFullPath(path, beside) : null,
            Exclude = [.. artifact.Exclude.Select(pattern => Expand(pattern)!)],
            Repository = ExpandPath(artifact.Repository) is { } repository ? Locate(repository, beside) : null,
            Revision = Expand(artifact.Revision),
            SubDirectory = Expand(artifact.SubDirectory),
        };

        string? ExpandPath(string? template) => Expand(template) is not { } path || !string.IsNullOrWhiteSpace(path)
            ? Expand(template)
            : throw new DeployException(Errors.EmptyPath(template!).At(artifact.Place));

        string? Expand(string? template) => template is null ? null : settings.Expand(template, Quoting.Verbatim);
    }

    // git is run elsewhere, so a relative path must be made whole; everything else is git's business.
    private static string Locate(string repository, string beside) =>
        Directory.Exists(Path.GetFullPath(repository, beside)) ? Path.GetFullPath(repository, beside) : repository;

    private Text NameOf(string revision, string digest)
    {
        var mark = revision.Length > 0 ? revision : digest;
        var time = $"{clock.GetUtcNow():yyyyMMdd-HHmmss}";
        return Text.Literal(mark.Length > 0 ? $"{time}-{mark[..Math.Min(ShortRevision, mark.Length)]}" : time);
    }
}
